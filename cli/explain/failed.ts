/** What a preview has failed with. */
import { clip } from "../../provider/api/errors";
import { typed } from "../../provider/engine/typed";
import { counted } from "../common/counted";
import { plain, resourceIn } from "./plain";

/** An error message of a preview, with the resource that it stands beside. */
interface Problem {
  urn?: string | undefined;
  message: string;
}

/** Characters of the message; the command's line stays below 250 by it. */
const LONGEST = 225;

/** Characters of a resource's name. */
const LONGEST_NAME = 40;

const URN = /urn:pulumi:[^\s"'`]+/g;

/** The ways in which the engine refuses to delete or to replace what is protected. */
const PROTECTED =
  /(unable to replace )?resource "(urn:pulumi:[^"]+)"[\s\S]*(?:because it is protected|currently marked for protection)/;

/** How the engine says that a provider refuses a value, which it prints whole. */
const REFUSED = /^\S+ resource '([\s\S]*?)': property (.+?) value \{([\s\S]*)\} has a problem: ([\s\S]*)$/;

/** Characters of the reason why a value is refused. */
const LONGEST_REASON = 200;

/** The preview has failed, so there is nothing to explain. The message is one line with the first problem and what to do. */
export class PreviewFailed extends Error {
  constructor(problems: readonly Problem[]) {
    const own = problems.filter(({ message }) => plain(message) !== "preview failed");
    const told = [...new Set(own.map(tell))];
    const [first = "pulumi does not say why"] = told;
    const others = told.length - 1;
    const more = others < 1 ? "" : ` (and ${counted(others, "more problem")})`;
    const next = own.some(isProtected) ? ", or take the protection off, and" : " and";
    const around = [
      "the preview failed, so an `up` would fail as well: ",
      `${more}; put that right${next} preview again`,
    ];
    const isShortened = own[0] !== undefined && REFUSED.test(plain(own[0].message));
    super(around.join(isShortened ? first : clip(first, LONGEST - around.join("").length)));
  }
}

function isProtected({ message }: Problem): boolean {
  return PROTECTED.test(message);
}

/** A problem by the name of its resource. */
function tell({ urn, message }: Problem): string {
  const [, replaces, of] = PROTECTED.exec(message) ?? [];
  if (of !== undefined) {
    const what = replaces === undefined ? "deleted" : "replaced";
    return `${clip(resourceIn(of), LONGEST_NAME)} is protected and cannot be ${what}`;
  }
  const [, resource = "", property = "", value = "", reason] = REFUSED.exec(plain(message)) ?? [];
  if (reason !== undefined) {
    return `${clip(resource, LONGEST_NAME)}: ${property} ${typed(value)}: ${clip(reason, LONGEST_REASON)}`;
  }
  const text = plain(message).replace(URN, resourceIn);
  const isOfResource = urn !== undefined && !urn.includes("::pulumi:pulumi:Stack::") && !message.includes(urn);
  return isOfResource ? `${resourceIn(urn)}: ${text}` : text;
}
