import type { Seed } from "../model/seed";

/** What the emulator starts with when nothing is said: organization 1000001 "Example" on example.org, employees 1130000000000001 … 1130000000000020 (user1 … user20), and the token `test-token` with every scope. */
export const exampleSeed: Seed = {
  organizations: [
    {
      id: "1000001",
      name: "Example",
      domains: ["example.org"],
      users: Array.from({ length: 20 }, (_, index) => ({
        nickname: `user${index + 1}`,
        name: { first: "User", last: `${index + 1}` },
        isAdmin: index === 0,
      })),
    },
  ],
  tokens: [{ token: "test-token" }],
};
