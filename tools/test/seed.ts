// Loaded before the tests: the properties of a run have one seed, so that a failed run can be replayed.
import * as fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["FC_SEED"]) });
