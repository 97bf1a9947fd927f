import { READ_SCOPES } from "../model/scopes";
import type { Seed, UserSeed } from "../model/seed";

function person(nickname: string, displayName: string, position: string, more: Partial<UserSeed> = {}): UserSeed {
  const [first = "", ...rest] = displayName.split(" ");
  return { nickname, name: { first, last: rest.join(" ") }, displayName, position, ...more };
}

/** Two companies to try things out on: Acme (1000001, acme.example, departments, groups within groups, one shared mailbox made by hand) and Globex (2000002, globex.example). `demo-token` may do everything in both, `demo-token-readonly` may read. */
export const demoSeed: Seed = {
  organizations: [
    {
      id: "1000001",
      name: "Acme",
      domains: ["acme.example", "acme-logistics.example"],
      departments: [
        { name: "Поддержка", label: "support-department" },
        { name: "Продажи", label: "sales-department" },
        { name: "Экспорт", parent: "Продажи" },
        { name: "Финансы" },
      ],
      users: [
        person("anna.smirnova", "Анна Смирнова", "Генеральный директор", { id: "1130000000000001", isAdmin: true }),
        person("boris.ivanov", "Борис Иванов", "Финансовый директор", {
          id: "1130000000000002",
          aliases: ["cfo"],
          department: "Финансы",
        }),
        person("vera.kuznetsova", "Вера Кузнецова", "Руководитель поддержки", {
          id: "1130000000000003",
          department: "Поддержка",
        }),
        person("grigory.popov", "Григорий Попов", "Инженер поддержки", {
          id: "1130000000000004",
          department: "Поддержка",
        }),
        person("daria.sokolova", "Дарья Соколова", "Инженер поддержки", {
          id: "1130000000000005",
          department: "Поддержка",
        }),
        person("egor.lebedev", "Егор Лебедев", "Руководитель продаж", {
          id: "1130000000000006",
          aliases: ["e.lebedev"],
          department: "Продажи",
        }),
        person("zhanna.kozlova", "Жанна Козлова", "Менеджер по продажам", {
          id: "1130000000000007",
          department: "Продажи",
        }),
        person("zakhar.novikov", "Захар Новиков", "Менеджер по продажам", {
          id: "1130000000000008",
          department: "Продажи",
        }),
        person("irina.morozova", "Ирина Морозова", "Главный бухгалтер", {
          id: "1130000000000009",
          department: "Финансы",
        }),
        person("kirill.volkov", "Кирилл Волков", "Бухгалтер", { id: "1130000000000010", department: "Финансы" }),
        person("john.smith", "John Smith", "Export Manager", { id: "1130000000000011", department: "Экспорт" }),
        person("larisa.pavlova", "Лариса Павлова", "Помощник директора", { id: "1130000000000012" }),
        person("maksim.semenov", "Максим Семёнов", "Системный администратор", {
          id: "1130000000000013",
          isAdmin: true,
        }),
        person("nina.golubeva", "Нина Голубева", "HR", { id: "1130000000000014" }),
        person("oleg.vinogradov", "Олег Виноградов", "Логист", {
          id: "1130000000000015",
          isDismissed: true,
          department: "Экспорт",
        }),
        person("printer", "Office Printer", "", { id: "1130000000000016", isRobot: true }),
      ],
      shared: [
        {
          id: "1130000900000001",
          email: "old-archive@acme.example",
          name: "Old archive",
          description: "Made by hand in the admin console",
        },
      ],
      groups: [
        {
          name: "Дежурные",
          label: "duty",
          aliases: ["on-call"],
          description: "Who answers this week",
          users: ["grigory.popov@acme.example", "daria.sokolova@acme.example"],
        },
        { name: "Руководство", label: "heads", users: ["anna.smirnova@acme.example", "cfo@acme.example"] },
        {
          name: "Все, кто пишет клиентам",
          label: "customers",
          groups: ["Дежурные"],
          departments: ["Продажи"],
          users: ["vera.kuznetsova@acme.example"],
        },
      ],
      access: [{ mailboxId: "1130000900000001", actorId: "1130000000000009", roles: ["shared_mailbox_reader"] }],
    },
    {
      id: "2000002",
      name: "Globex",
      domains: ["globex.example"],
      departments: [{ name: "Support" }],
      users: [
        person("hank.scorpio", "Hank Scorpio", "President", { id: "1130000000000101", isAdmin: true }),
        person("elena.orlova", "Елена Орлова", "Office Manager", { id: "1130000000000102" }),
        person("pavel.andreev", "Павел Андреев", "Support Lead", {
          id: "1130000000000103",
          department: "Support",
        }),
        person("maria.makarova", "Мария Макарова", "Support Engineer", {
          id: "1130000000000104",
          department: "Support",
        }),
        person("timur.nikitin", "Тимур Никитин", "Accountant", { id: "1130000000000105" }),
        person("alice.brown", "Alice Brown", "Sales", { id: "1130000000000106" }),
        person("yuri.zaitsev", "Юрий Зайцев", "Engineer", { id: "1130000000000107" }),
      ],
      groups: [
        { name: "Office", label: "office", users: ["elena.orlova@globex.example", "alice.brown@globex.example"] },
      ],
    },
  ],
  tokens: [{ token: "demo-token" }, { token: "demo-token-readonly", scopes: READ_SCOPES }],
};
