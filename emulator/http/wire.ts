/** An employee as the directory answers it. Source: UserService_List, UserService_Get. */
export interface User {
  id: string;
  nickname: string;
  departmentId: number;
  email: string;
  name: { first: string; last: string; middle: string };
  gender: string;
  position: string;
  avatarId: string;
  about: string;
  birthday: string;
  contacts: { type: string; value: string; main: boolean; alias: boolean; synthetic: boolean; label: string }[];
  aliases: string[];
  groups: number[];
  externalId: string;
  isAdmin: boolean;
  isRobot: boolean;
  isDismissed: boolean;
  isEnabled: boolean;
  isEnabledUpdatedAt: string;
  timezone: string;
  language: string;
  createdAt: string;
  updatedAt: string;
  displayName: string;
}

/** A domain as the directory answers it. Source: DomainService_List. */
export interface Domain {
  name: string;
  country: string;
  mx: boolean;
  delegated: boolean;
  /** The main domain of the organization. */
  master: boolean;
  verified: boolean;
  status: string;
}

/** A shared mailbox as GetShared answers it; the dates may be missing. Source: MailboxService_GetShared. */
export interface SharedMailbox {
  id: string;
  email: string;
  name: string;
  description: string;
  createdAt?: string;
  updatedAt?: string;
}
