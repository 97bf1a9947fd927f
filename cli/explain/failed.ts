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

/** Characters of the problem, so that nothing of its cause is lost. */
const LONGEST = 2_000;

/** Characters of a resource's name. */
const LONGEST_NAME = 40;

const URN = /urn:pulumi:[^\s"'`]+/g;

/** The ways in which the engine refuses to delete or to replace what is protected. */
const PROTECTED =
  /(unable to replace )?resource "(urn:pulumi:[^"]+)"[\s\S]*(?:because it is protected|currently marked for protection)/;

/** How the engine says that a provider refuses a value, which it prints whole. */
const REFUSED = /^\S+ resource '([\s\S]*?)': property (.+?) value \{([\s\S]*)\} has a problem: ([\s\S]*)$/;

/** The preview has failed, so there is nothing to explain. The message is one line with the first problem and what to do. */
export class PreviewFailed extends Error {
  constructor(problems: readonly Problem[]) {
    const own = problems.filter(({ message }) => plain(message) !== "preview failed");
    const told = [...new Set(own.map(tell))];
    const [first = "pulumi does not say why"] = told;
    const others = told.length - 1;
    const more = others < 1 ? "" : ` (and ${counted(others, "more problem")})`;
    const next = own.some(isProtected) ? ", or take the protection off, and" : " and";
    super(
      `the preview failed, so an \`up\` would fail as well: ${clip(first, LONGEST)}${more}; put that right${next} preview again`,
    );
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
    return `${clip(resource, LONGEST_NAME)}: ${property} ${typed(value)}: ${reason}`;
  }
  const text = plain(message).replace(URN, resourceIn);
  const isOfResource = urn !== undefined && !urn.includes("::pulumi:pulumi:Stack::") && !message.includes(urn);
  return isOfResource ? `${resourceIn(urn)}: ${text}` : text;
}
