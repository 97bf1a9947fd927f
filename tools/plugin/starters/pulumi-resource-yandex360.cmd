@echo off
where node >nul 2>nul || (
  echo pulumi-resource-yandex360 needs Node.js 20.19 or newer, and there is no node on PATH: install it from https://nodejs.org 1>&2
  exit /b 1
)
node "%~dp0pulumi-resource-yandex360.cjs" %*
