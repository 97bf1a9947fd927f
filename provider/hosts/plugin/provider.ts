/** What the engine asks of the provider itself: who it is, what it offers, how it is configured. */
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { version } from "../../../package.json";
import schema from "../../../schema.json";
import { keptConfig, problemsOf, settingsThatDiffer } from "./config";
import { failureOf, propertiesIn, structOf } from "./wire";

const { DiffChanges } = rpc.DiffResponse;

/** Neither secrets nor resources nor outputs are understood: the engine takes them off and puts them on again. */
export function handshake(): rpc.ProviderHandshakeResponse {
  return new rpc.ProviderHandshakeResponse();
}

/** The version, which is the package's. */
export function pluginInfo(): PluginInfo {
  const info = new PluginInfo();
  info.setVersion(version);
  return info;
}

/** What SDKs, imports and command lines are made from. */
export function getSchema(): rpc.GetSchemaResponse {
  const response = new rpc.GetSchemaResponse();
  response.setSchema(JSON.stringify(schema));
  return response;
}

/** The settings are refused by key, before anything is asked of the service. */
export function checkConfig(request: rpc.CheckRequest): rpc.CheckResponse {
  const given = propertiesIn(request.getNews());
  const response = new rpc.CheckResponse();
  response.setInputs(structOf(keptConfig(given)));
  response.setFailuresList(problemsOf(given, projectOf(request.getUrn())).map(failureOf));
  return response;
}

/** Nothing is replaced: resources that took their organization from the provider see by themselves that it is another one. */
export function diffConfig(request: rpc.DiffRequest): rpc.DiffResponse {
  const differ = settingsThatDiffer(propertiesIn(request.getOldInputs()), propertiesIn(request.getNews()));
  const response = new rpc.DiffResponse();
  response.setChanges(differ.length > 0 ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE);
  response.setDiffsList(differ);
  return response;
}

/** The project whose config the default provider of a stack is configured from; none for an explicit provider. */
function projectOf(urn: string): string | undefined {
  const [, project, , name = ""] = urn.split("::");
  return name.startsWith("default") ? project : undefined;
}
