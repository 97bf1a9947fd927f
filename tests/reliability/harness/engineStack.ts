/** R6 through the CLI: a stack of the real engine, as a random story sees it. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { SOURCES } from "../../../provider/engine/settings";
import { isOurs } from "../../support/cli/events";
import { HOSTS } from "../../support/cli/hosts";
import { Project, type Run } from "../../support/cli/project";
import { TYPE_NAMES } from "../../support/engine/package";
import { type Commands, type Declared, isIdOf, type Kept, type Report } from "../../support/engine/stack";
import { type HostName, TOKEN, type World } from "./world";

/** Waiting is real here, so it is short: one request, and one task. */
const SETTINGS = { YANDEX360_REQUEST_TIMEOUT: "1", YANDEX360_TASK_TIMEOUT: "8" };

const raw = z.record(z.string(), z.unknown()).default({});
const checkpoint = z.object({
  checkpoint: z.object({
    latest: z.object({
      resources: z
        .array(
          z.object({
            urn: z.string(),
            type: z.string(),
            id: z.string().default(""),
            inputs: raw,
            outputs: raw,
            initErrors: z.array(z.string()).default([]),
            delete: z.boolean().default(false),
          }),
        )
        .default([]),
    }),
  }),
});

/** A project of its own, and the CLI. */
export class EngineStack implements Commands {
  state: Kept[] = [];

  private constructor(
    private readonly project: Project,
    private readonly said: string[],
  ) {}

  /** A stack without resources, for the service of this world; what the CLI prints counts as said in it. */
  static async open({ emulator, said }: World, host: HostName): Promise<EngineStack> {
    const env = { ...SETTINGS, YANDEX360_TOKEN: TOKEN };
    const project = new Project({ ...HOSTS[host], service: emulator, config: {}, env });
    await project.open();
    return new EngineStack(project, said);
  }

  up(program: readonly Declared[]): Promise<Report> {
    return this.upWith({}, program);
  }

  async upWith(settings: Record<string, string>, program: readonly Declared[]): Promise<Report> {
    this.project.program(textOf(program));
    return this.told(await this.project.run("up", { env: asVariables(settings) }));
  }

  async refresh(): Promise<Report> {
    return this.told(await this.project.run("refresh"));
  }

  async destroy(): Promise<Report> {
    return this.told(await this.project.run("destroy"));
  }

  private told({ code, output, steps }: Run): Report {
    this.said.push(output);
    const { resources } = checkpoint.parse(JSON.parse(readFileSync(this.project.stateFile, "utf8"))).checkpoint.latest;
    this.state = resources
      .filter(({ type }) => isOurs(type))
      .map(({ urn, type, id, inputs, outputs, initErrors, delete: outgoing }) => ({
        name: urn.slice(urn.lastIndexOf("::") + 2),
        type: typeName.parse(type.slice(type.lastIndexOf(":") + 1)),
        ...{ id, inputs, outputs, initErrors, outgoing },
        dependsOn: [],
      }));
    const errors = [
      ...new Set([...output.matchAll(/could not (?:create|read|update|delete) .*$/gm)].map(([line]) => line)),
    ];
    const unexplained =
      code !== 0 && errors.length === 0 ? [`no error of the package, but status ${code}: ${output}`] : [];
    return { errors: code === 0 ? [] : [...errors, ...unexplained], steps };
  }
}

const typeName = z.enum(TYPE_NAMES);

/** The program as a text; `optionsOf` gives the resource options of each, as the text has them. */
export function textOf(program: readonly Declared[], optionsOf: (name: string) => string = () => "{}"): string {
  const lines = program.map(({ name, type, inputs }) => {
    const properties = Object.entries(inputs).map(
      ([key, value]) => `${key}: ${isIdOf(value) ? `made[${JSON.stringify(value.idOf)}].id` : JSON.stringify(value)}`,
    );
    return `made[${JSON.stringify(name)}] = new yandex360.${type}(${JSON.stringify(name)}, { ${properties.join(", ")} }, ${optionsOf(name)});`;
  });
  return ["const made = {};", ...lines].join("\n");
}

function asVariables(settings: Record<string, string>): Record<string, string> {
  const known = Object.values(SOURCES);
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      known.find((source) => source.key === key)?.variable ?? key,
      value,
    ]),
  );
}
