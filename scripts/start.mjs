// The server, in this very process. package.json runs it with `exec`, so that a SIGTERM for `npm start` reaches Node and
// not a shell between: otherwise npm dies and leaves the server and its database running.
await import('../dist/src/main.js');
