import { testFigures } from "./ciForm";
import { FIGURES, TYPED } from "./harness/figures";

describe("reliability figures, in the form that fits CI", function () {
  this.timeout(900_000);
  testFigures(Object.keys(FIGURES).filter((name) => !TYPED.includes(name)));
});
