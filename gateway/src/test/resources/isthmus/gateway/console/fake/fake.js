// The routing page over the fake: what it asks is taken over before its module runs.

import '/fake/intercept.js';
import '/routing/routing.js';
