@echo off
where node >nul 2>nul || (
  echo pulumi-resource-yandex360 runs in Node.js, and there is no node on PATH: install Node.js 20.19 or newer 1>&2
  exit /b 1
)
node "%~dp0pulumi-resource-yandex360.cjs" %*
