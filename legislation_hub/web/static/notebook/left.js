/* Loaded by the door when somebody has just signed out: whose notebook was open here, it asks for its PIN again. */

import { lockAll } from "./locking.js";

lockAll().catch(() => { /* a browser that keeps nothing has nothing to lock */ });
