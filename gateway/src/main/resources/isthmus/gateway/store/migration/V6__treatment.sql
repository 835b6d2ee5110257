-- What the policy table lays down for messages and deliveries.

-- The addresses that a message came with, where others were put in their place.
alter table message add column written_from text;
alter table message add column written_to text;

-- One item in a line, see isthmus.gateway.store.TreatmentText; null for nothing out of the ordinary.
alter table delivery add column treatment text;

-- The service that a notification of interworking names.
alter table delivery add column reported_service text;
