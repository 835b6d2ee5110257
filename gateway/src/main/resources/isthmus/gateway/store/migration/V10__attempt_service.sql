-- Which service an attempt was made by, cpm inside CPM; null in rows of earlier releases.
alter table attempt add column service text;
