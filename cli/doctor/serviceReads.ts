import { cancellable, systemClock } from "../../provider/api/clock";
import { Directory } from "../../provider/api/directory";
import { Http } from "../../provider/api/http";
import { Mailboxes } from "../../provider/api/mailboxes";
import { asOneOperation } from "../../provider/api/operation";
import type { ApiOptions } from "../../provider/api/options";

/** What a read has led to. */
export type Outcome<T> = { value: T; error?: undefined } | { error: Error };

/** A read that is made once, by the first check that wants it. */
type OnceRead<T> = () => Promise<Outcome<T>>;

/** The harmless reads: each list of the service, on each host that has it. Nothing but GET is ever sent. */
export class ServiceReads {
  readonly orgId: string;
  /** The addresses of the two hosts. */
  readonly urls: { api360: string; cloudApi: string };
  readonly shared;
  readonly delegated;
  readonly domains;
  readonly organizations;
  /** The lists of the directory, which both hosts have. */
  readonly lists;
  private readonly http: Http;

  constructor(options: ApiOptions & { orgId: string }, cancelled: AbortSignal, say: (message: string) => void) {
    const { orgId, apiUrl, directoryUrl = apiUrl } = options;
    const clock = cancellable(systemClock, cancelled);
    this.http = new Http({ ...options, readOnly: true }, clock, cancelled, ({ message }) => say(message));
    const mailboxes = new Mailboxes(this.http);
    const directory = new Directory(this.http);
    this.orgId = orgId;
    this.urls = { api360: apiUrl, cloudApi: directoryUrl };
    this.shared = once(() => mailboxes.listShared(orgId));
    this.delegated = once(() => mailboxes.listDelegated(orgId));
    this.domains = once(() => directory.listDomains(orgId));
    this.organizations = once(() => directory.listOrganizations());
    this.lists = {
      users: { cloudApi: once(() => directory.listUsers(orgId)), api360: once(() => directory.listUsersV1(orgId)) },
      groups: { cloudApi: once(() => directory.listGroups(orgId)), api360: once(() => directory.listGroupsV1(orgId)) },
      departments: {
        cloudApi: once(() => directory.listDepartments(orgId)),
        api360: once(() => directory.listDepartmentsV1(orgId)),
      },
    };
  }

  /** By how many milliseconds the service's clock is ahead of this machine's, by its last answer. */
  get clockSkew(): number {
    return this.http.serviceTime(0);
  }
}

function once<T>(read: () => Promise<T>): OnceRead<T> {
  let outcome: Promise<Outcome<T>> | undefined;
  return () => {
    outcome ??= asOneOperation(read).then(
      (value) => ({ value }),
      (error: unknown) => ({ error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return outcome;
  };
}
