const yandex360 = require("pulumi-yandex360");

console.log(
  Object.keys(yandex360)
    .filter((name) => name !== "__esModule")
    .sort()
    .join(),
);
