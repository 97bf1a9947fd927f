/** What the engine asks of resources, over the same operations as the dynamic host. */
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Yandex360Error } from "../../api/errors";
import { hasUnknown } from "../../engine/check";
import type { Detail } from "../../engine/diff";
import { FunctionOperations } from "../../engine/functionOperations";
import { type Inputs, Operations } from "../../engine/operations";
import { Preview } from "../../engine/preview";
import { customTimeoutsAdvice } from "../../engine/resourceOptions";
import { Session } from "../../engine/session";
import { functions, type ResourceType, resources } from "../../registry";
import { type Config, configOf } from "./config";
import type { EngineLog } from "./engineLog";
import { type Named, Program } from "./program";
import { stateIn } from "./state";
import { functionIn, namedBy, typeIn } from "./tokens";
import { failureOf, type Properties, propertiesIn, structOf } from "./wire";

const { Kind } = rpc.PropertyDiff;
const { DiffChanges } = rpc.DiffResponse;

const KINDS: Record<Detail["kind"], [inPlace: rpc.PropertyDiff.Kind, replacing: rpc.PropertyDiff.Kind]> = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
};

/** The resources of one provider: the default one of a stack, or an explicit one. */
export class Resources {
  private readonly session: Session;
  private readonly operations = new Map<ResourceType, Operations>();
  private readonly program = new Program();
  private preview: Preview | undefined;
  /** The URNs of what is in state, as far as the engine has asked for a diff. */
  private readonly inState = new Set<string>();

  constructor(
    private readonly log: EngineLog,
    cancelled: AbortSignal,
  ) {
    this.session = new Session(log, cancelled);
  }

  /** Takes the provider's configuration, which CheckConfig has passed. */
  configure(given: Properties): void {
    const config: Config = configOf(given);
    this.session.configure(config, []);
    this.preview = new Preview(config);
  }

  /** Refuses bad inputs by property, and what another resource of the program stands for already. */
  async check(request: rpc.CheckRequest): Promise<rpc.CheckResponse> {
    const named = namedBy(request);
    const { inputs, failures } = this.operationsOf(named.type).check(
      propertiesIn(request.getOlds()),
      propertiesIn(request.getNews()),
    );
    const refusal = failures.length === 0 ? this.program.refusalOf(named, { ...inputs }) : undefined;
    const all = refusal === undefined ? failures : [{ property: "", reason: refusal }];
    if (all.length === 0) {
      this.log.beside(named.urn, () => {
        for (const warning of this.program.warningsAbout(named, { ...inputs })) {
          this.log.warn(warning);
        }
      });
    }
    await this.log.shown();
    const response = new rpc.CheckResponse();
    response.setInputs(structOf(inputs));
    response.setFailuresList(all.map(failureOf));
    return response;
  }

  /** Says what changes, down to the entry of an access list, and what of it means replacement. */
  async diff(request: rpc.DiffRequest): Promise<rpc.DiffResponse> {
    const { urn, type } = namedBy(request);
    this.inState.add(urn);
    const state = stateIn(request.getOlds());
    // A refresh compares with the inputs of an import, which leave the provider's organization out.
    const inputs = stateIn(request.getNews(), state.orgId);
    const operations = this.operationsOf(type);
    const { changes, replaces } = await this.log.beside(urn, () => operations.diff(request.getId(), state, inputs));
    const details = changes ? operations.details(state, inputs) : [];
    const response = new rpc.DiffResponse();
    response.setChanges(changes ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
    response.setReplacesList(replaces);
    response.setDiffsList([...new Set(details.map(({ property }) => property))]);
    response.setHasdetaileddiff(true);
    for (const { path, property, kind } of details) {
      const [inPlace, replacing] = KINDS[kind];
      const detail = new rpc.PropertyDiff();
      detail.setKind(replaces.includes(property) ? replacing : inPlace);
      response.getDetaileddiffMap().set(path, detail);
    }
    return response;
  }

  /** Makes the resource; in a preview, looks at what exists already. */
  async create(request: rpc.CreateRequest): Promise<rpc.CreateResponse> {
    const named = namedBy(request);
    const inputs = stateIn(request.getProperties());
    this.adviseOnTimeout(named, request.getTimeout());
    const response = new rpc.CreateResponse();
    if (request.getPreview()) {
      const id = await this.log.beside(named.urn, () => this.look(named, inputs));
      // The id of what is replaced belongs to the old one, and what depends on it has to be made anew.
      response.setId(this.inState.has(named.urn) ? "" : (id ?? ""));
      response.setProperties(structOf(inputs));
      return response;
    }
    const { id, outs } = await this.log.beside(named.urn, () => this.operationsOf(named.type).create(inputs));
    response.setId(id);
    response.setProperties(structOf(outs));
    return response;
  }

  /** Reads a resource by its state, or by its id alone for an import. No id in the answer means that it is gone. */
  async read(request: rpc.ReadRequest): Promise<rpc.ReadResponse> {
    const { urn, type } = namedBy(request);
    const operations = this.operationsOf(type);
    const response = new rpc.ReadResponse();
    if (!request.getProperties()?.getFieldsMap().getLength()) {
      const { id, state, inputs } = await this.log.beside(urn, () => operations.find(request.getId()));
      response.setId(id);
      response.setProperties(structOf(state));
      response.setInputs(structOf(inputs));
      return response;
    }
    const state = stateIn(request.getProperties());
    const found = await this.log.beside(urn, () => operations.read(request.getId(), state));
    if (found !== undefined) {
      response.setId(request.getId());
      response.setProperties(structOf(found.state));
      response.setInputs(structOf(found.inputs));
    }
    return response;
  }

  /** Changes the resource; in a preview, nothing is asked. */
  async update(request: rpc.UpdateRequest): Promise<rpc.UpdateResponse> {
    const named = namedBy(request);
    const [state, inputs] = [stateIn(request.getOlds()), stateIn(request.getNews())];
    this.adviseOnTimeout(named, request.getTimeout());
    const operations = this.operationsOf(named.type);
    const response = new rpc.UpdateResponse();
    if (request.getPreview()) {
      operations.refuseReplacement(request.getId(), state, inputs);
      response.setProperties(structOf(inputs));
      return response;
    }
    const outs = await this.log.beside(named.urn, () => operations.update(request.getId(), state, inputs));
    response.setProperties(structOf(outs));
    return response;
  }

  /** Takes the resource away. */
  async delete(request: rpc.DeleteRequest): Promise<void> {
    const { urn, type } = namedBy(request);
    const state = stateIn(request.getProperties());
    await this.log.beside(urn, () => this.operationsOf(type).delete(request.getId(), state));
  }

  /** Answers page by page; the continuation token is the last id. */
  async *list(request: rpc.ListRequest): AsyncGenerator<rpc.ListResponse> {
    const type = typeIn(request.getToken());
    const limit = request.getLimit() || Number.POSITIVE_INFINITY;
    const size = Math.min(request.getPageSize() || limit, limit);
    const found = this.operationsOf(type).list(propertiesIn(request.getQuery()), {
      after: request.getContinuationToken() || undefined,
      size,
    });
    let count = 0;
    for await (const { id, name } of found) {
      const result = new rpc.ListResponse.Result();
      result.setId(id);
      result.setName(name);
      const response = new rpc.ListResponse();
      response.setResult(result);
      yield response;
      count++;
      if (count >= size) {
        const continuation = new rpc.ListResponse.Continuation();
        continuation.setContinuationToken(count >= limit ? "" : id);
        const last = new rpc.ListResponse();
        last.setContinuation(continuation);
        yield last;
        return;
      }
    }
  }

  /** Looks something up, in a preview too. */
  async invoke(request: rpc.InvokeRequest): Promise<rpc.InvokeResponse> {
    const name = functionIn(request.getTok());
    const answer = await new FunctionOperations(functions[name].lookup, this.session).invoke(
      propertiesIn(request.getArgs()),
    );
    const response = new rpc.InvokeResponse();
    if ("failures" in answer) {
      response.setFailuresList(answer.failures.map(failureOf));
    } else {
      response.setReturn(structOf(answer.outputs));
    }
    return response;
  }

  /** Says what of a new resource exists already and what `up` does to others. @returns the id that it will have, where that shows. */
  private async look({ urn, type }: Named, inputs: Inputs): Promise<string | undefined> {
    const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));
    const seen = await this.preview?.look(type, known);
    for (const { severity, message, beside } of seen?.findings ?? []) {
      if (severity === "error") {
        throw new Yandex360Error(message);
      }
      this.log.beside(beside ? urn : "", () => this.log[severity](message));
    }
    await this.log.shown();
    return seen?.id;
  }

  private operationsOf(type: ResourceType): Operations {
    const operations = this.operations.get(type) ?? new Operations(resources[type].lifecycle, this.session);
    this.operations.set(type, operations);
    return operations;
  }

  private adviseOnTimeout({ urn, type, name }: Named, seconds: number): void {
    if (seconds > 0) {
      this.log.beside(urn, () => this.log.warn(customTimeoutsAdvice(`${type} "${name}"`)));
    }
  }
}
