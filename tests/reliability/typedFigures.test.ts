import { testFigures } from "./ciForm";
import { TYPED } from "./harness/figures";

describe("reliability figures of typed commands, in the form that fits CI", function () {
  this.timeout(900_000);
  testFigures(TYPED);
});
