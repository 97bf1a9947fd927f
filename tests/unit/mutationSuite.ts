/** The tests that mutation testing runs against each mutant, as one module that is bundled once; see docs/mutation.md. */
import "./retry.test";
import "./retryTimes.test";
import "./tasks.test";
import "./taskLooks.test";
import "./inventory.test";
import "./inventoryMailbox.test";
import "./inventoryFind.test";
import "./diff.test";
import "./inputs.test";
import "./declarations.test";
import "./check.test";
import "./checkValues.test";
