/** Shows the report that the page carries. */
import { render } from "preact";
import type { PageData } from "../shape";
import { App } from "./app";
import { dataOf } from "./data";
import { PageState } from "./state";

const root = document.getElementById("page");
const text = document.getElementById("data")?.textContent;
if (root === null || !text) throw new Error("the page carries no report");

const packed: PageData = JSON.parse(text);
const data = dataOf(packed);

function show(isPrinting: boolean): void {
  if (root !== null) {
    render(
      <PageState data={data} isPrinting={isPrinting}>
        <App />
      </PageState>,
      root,
    );
  }
}

// Paper has no scrolling: what is printed is drawn as a whole.
addEventListener("beforeprint", () => show(true));
addEventListener("afterprint", () => show(false));
show(false);
