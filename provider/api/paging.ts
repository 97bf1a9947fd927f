import { ApiError, type Endpoint, UnexpectedReply } from "./errors";

/** Pages are asked for at the first size; the service may give smaller ones and says so in `perPage`. */
const MAILBOXES_A_PAGE = [100, 10];
const TIMES_TO_READ_A_LIST = 3;
const MOST_PAGES = 10_000;

/** One page of a list. The service may leave any part of it out. */
export interface Page<Item> {
  items?: Item[] | undefined;
  page?: number | undefined;
  perPage?: number | undefined;
  /** How many items the whole list has. */
  total?: number | undefined;
}

/** A list that the service gives in numbered pages. */
export interface PagedList<Item> {
  endpoint: Endpoint;
  /** What an item and several of them are called in messages. */
  noun: readonly [one: string, many: string];
  idOf(item: Item): string;
  read(page: number, perPage: number): Promise<Page<Item>>;
}

/** A list as the service has told it. */
export interface WholeList<Item> {
  items: ReadonlyMap<string, Item>;
  /** Whether what is not in it is proven to be in no page of the list. */
  complete: boolean;
}

/** Reads lists to their end, whatever is in them. */
export class Pager {
  private smaller = 0;

  /** @param sizes - how large pages may be asked for, the largest first; each next one where the service refuses the one before. */
  constructor(private readonly sizes: readonly number[] = MAILBOXES_A_PAGE) {}

  /**
   * A whole list, or an error. A list that changes while it is read is read again, because an item that moved to an
   * earlier page would be missed.
   *
   * @param beyondTotal - whether to read on to a page that is not full, although the total is reached.
   */
  async readAll<Item>(list: PagedList<Item>, beyondTotal = false): Promise<WholeList<Item>> {
    for (let time = 1; ; time++) {
      const read = await this.readOnce(list, beyondTotal);
      if (typeof read !== "string") {
        return read;
      }
      if (time === TIMES_TO_READ_A_LIST) {
        throw new UnexpectedReply(list.endpoint, `a list with ${read}, ${time} times`);
      }
    }
  }

  private async readPage<Item>(list: PagedList<Item>, page: number): Promise<Page<Item>> {
    const { smaller } = this;
    const perPage = this.sizes[smaller];
    if (perPage === undefined) {
      throw new Error("a pager needs a size");
    }
    try {
      return await list.read(page, perPage);
    } catch (error) {
      if (error instanceof ApiError && error.refusal.status === 400 && page === 1 && smaller < this.sizes.length - 1) {
        // How large a page may be is not documented, only the default is.
        this.smaller = smaller + 1;
        return this.readPage(list, page);
      }
      throw error;
    }
  }

  /** The list, or why its pages contradict each other. Without a total, it ends with a page that has nothing. */
  private async readOnce<Item>(list: PagedList<Item>, beyondTotal: boolean): Promise<WholeList<Item> | string> {
    const all = new Map<string, Item>();
    let first: Page<Item> | undefined;
    for (let page = 1; ; page++) {
      const reply = await this.readPage(list, page);
      first ??= reply;
      const { total } = first;
      const { items = [] } = reply;
      const before = all.size;
      for (const item of items) {
        all.set(list.idOf(item), item);
      }
      const contradiction = contradictionOf(list, page, reply, { total, received: all.size, fresh: all.size - before });
      if (contradiction !== undefined) {
        return contradiction;
      }
      const last = items.length === 0 || items.length < (reply.perPage ?? 0);
      if (total === undefined ? items.length === 0 : all.size === total && (!beyondTotal || last)) {
        // An empty list is one that the service has sent: what it left out may be anything.
        return { items: all, complete: total !== undefined && (total > 0 || first.items !== undefined) };
      }
      if (page === MOST_PAGES) {
        throw new UnexpectedReply(list.endpoint, `more than ${MOST_PAGES} pages`);
      }
    }
  }
}

/** Why this page cannot belong to one whole list, if so. */
function contradictionOf<Item>(
  { noun: [one, many] }: PagedList<Item>,
  page: number,
  reply: Page<Item>,
  { total, received, fresh }: { total: number | undefined; received: number; fresh: number },
): string | undefined {
  if (reply.page !== undefined && reply.page !== page) {
    return `page ${reply.page} instead of page ${page}`;
  }
  if (reply.total !== total || (total !== undefined && received > total)) {
    return "a total that does not agree with its pages";
  }
  if (fresh !== (reply.items?.length ?? 0)) {
    return `the same ${one} twice`;
  }
  return total !== undefined && fresh === 0 && received < total ? `only ${received} of ${total} ${many}` : undefined;
}
