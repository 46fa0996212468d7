// The server, in this very process. package.json runs it with `exec`, so that a SIGTERM for `npm start` reaches Node and
// not a shell between: otherwise npm dies and leaves the server and its database running.
// What lives in it is some 60 MB. With room for gigabytes Node lets several times that gather before it clears away; half a
// gigabyte is more than any act needs, and keeps the process small.
await import('../dist/src/main.js');
