import { ApiError, ConnectionError, UnexpectedReply } from "../../provider/api/errors";
import { isNotAvailable } from "../../provider/service/directoryReads";
import type { Check } from "./check";
import { broken, type Finding, notKnown, notTold, ok, problem, warning } from "./finding";
import type { Outcome, ServiceReads } from "./serviceReads";
import { SETTING_CHECKS } from "./settings";

const MOST_SKEW = 60_000;

/** Which hosts answer, whether they take the token, and which organization it is for. */
export const serviceChecks: readonly Check[] = [
  {
    area: "Service",
    name: "api360",
    needs: SETTING_CHECKS,
    examine: withService(async (service) => {
      const failure = hostFailure(await service.shared());
      return failure ?? ok(`answers at ${service.urls.api360}; mailboxes, domains and organizations are read there`);
    }),
  },
  {
    area: "Service",
    name: "cloud-api",
    needs: SETTING_CHECKS,
    examine: withService(examineCloudApi),
  },
  { area: "Service", name: "token", needs: ["api360"], examine: withService(examineToken) },
  { area: "Service", name: "organization", needs: ["token"], examine: withService(examineOrganization) },
  {
    area: "Service",
    name: "clock",
    needs: ["api360"],
    examine: withService(async ({ clockSkew }) => {
      const seconds = Math.round(clockSkew / 1000);
      return Math.abs(clockSkew) <= MOST_SKEW
        ? ok(`agrees with the service's to ${Math.max(1, Math.abs(seconds))} s`)
        : warning(
            `is ${Math.abs(seconds)} s ${seconds > 0 ? "behind" : "ahead of"} the service's`,
            "set this machine's clock: access that ends on a day, and new connections, depend on it",
          );
    }),
  },
];

/** A check that is made where there is a service to ask. */
export function withService(examine: (service: ServiceReads) => Promise<Finding>): Check["examine"] {
  return async ({ service }) => (service === undefined ? notKnown("there is nobody to ask") : examine(service));
}

/** Why a host has not answered as the API does; `undefined` where it has, if only with a refusal. */
function hostFailure({ error }: Outcome<unknown>): Finding | undefined {
  const isApi = !(error instanceof ConnectionError || error instanceof UnexpectedReply);
  const refused = error instanceof ApiError ? error.refusal : undefined;
  const isOwn = refused === undefined || (refused.status < 500 && (refused.status !== 404 || refused.serviceMessage));
  return error === undefined || (isApi && isOwn) ? undefined : broken(error);
}

/** A refusal is an answer: whether it is for this host alone, api360 tells. */
async function examineCloudApi(service: ServiceReads): Promise<Finding> {
  const outcome = await service.lists.users.cloudApi();
  const { error } = outcome;
  if (isNotAvailable(error) && (await service.lists.users.api360()).error === undefined) {
    return warning(
      `does not serve this token (HTTP ${error.refusal.status}); the directory is read on api360 instead`,
      "nothing as long as look-ups work: api360 has the same lists",
    );
  }
  return (
    hostFailure(outcome) ?? ok(`answers at ${service.urls.cloudApi}; employees, groups and departments are read there`)
  );
}

async function examineToken(service: ServiceReads): Promise<Finding> {
  const { error } = await service.shared();
  return error instanceof ApiError && error.reason === "unauthorized" ? broken(error) : ok("is accepted");
}

async function examineOrganization(service: ServiceReads): Promise<Finding> {
  const { orgId } = service;
  const organizations = await service.organizations();
  if (organizations.error === undefined) {
    const { value: all } = organizations;
    const found = all.find(({ id }) => id === orgId);
    const others = all.map(({ id, name }) => [id, name].filter(Boolean).join(" ")).join(", ") || "none";
    return found === undefined
      ? problem(
          `the token's user does not administer ${orgId}; they administer: ${others}`,
          "check yandex360:orgId, or get a token of its administrator",
        )
      : ok([orgId, found.name].filter(Boolean).join(" "));
  }
  const { error } = await service.shared();
  if (error === undefined) {
    return ok(`${orgId}; its name is not shown: the token lacks the scope directory:read_organization`);
  }
  return error instanceof ApiError && error.reason === "notAdmin" ? broken(error) : notTold(error);
}
