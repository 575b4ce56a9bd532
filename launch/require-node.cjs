// Loaded first: on an older Node.js it exits with a message, where later code would fail with a syntax error.
const { engines } = require("../package.json");

const wanted = engines.node.replace(/^>=/, "");
const running = process.versions.node;

if (isOlder(running, wanted)) {
  console.error(
    `backoffice needs Node.js ${wanted} or later, and this is ${running}: start it by npm (npm start, npm run ...), which takes the project's own Node.js after npm ci, or put the version of the file .nvmrc first in PATH (nvm install).`,
  );
  process.exit(1);
}

/** @param {string} version @param {string} bound @returns {boolean} */
function isOlder(version, bound) {
  const numbers = version.split(".").map(Number);
  for (const [index, least] of bound.split(".").map(Number).entries()) {
    const number = numbers[index] ?? 0;
    if (number !== least) return number < least;
  }
  return false;
}
