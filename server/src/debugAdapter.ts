// The debug adapter: a program of its own that speaks the Debug Adapter Protocol on stdin and stdout, or on a port of
// loopback with `--server=PORT`, for debugging the adapter itself.
import { createServer } from 'node:net';
import { FumoDebugSession } from './dap/fumoDebugSession';
import { openRun } from './launch/openRun';
import { nodeFiles } from './node/nodeFiles';
import { nodeMachine } from './node/nodeMachine';

/** Milliseconds that a run has to release everything once its client has gone. */
const releaseTime = 3000;

const files = nodeFiles();

function newSession(ended: () => void): FumoDebugSession {
  return new FumoDebugSession({
    files,
    openRun: (order) => openRun(order, { files, openMachine: () => nodeMachine(report) }),
    ended,
  });
}

/** Stdout belongs to the protocol. */
function report(thrown: unknown): void {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
}

function serveOn(port: number): void {
  const server = createServer((socket) => {
    newSession(() => socket.end()).start(socket, socket);
  });
  server.on('error', (thrown) => {
    report(thrown);
    process.exitCode = 2;
  });
  server.listen(port, '127.0.0.1', () => {
    process.stderr.write(`Waiting for a debug client on port ${port}.\n`);
  });
}

function serveOnStdio(): void {
  const session = newSession(() => {
    process.stdout.end(() => {
      process.exit(0);
    });
  });
  const leave = (): void => {
    setTimeout(() => {
      process.exit(1);
    }, releaseTime).unref();
    session.shutdown();
  };
  process.on('SIGTERM', leave).on('SIGINT', leave);
  process.stdin.on('close', leave);
  session.start(process.stdin, process.stdout);
}

const port = process.argv.map((word) => /^--server=(\d{1,5})$/.exec(word)?.[1]).find((found) => found !== undefined);
if (port === undefined) serveOnStdio();
else serveOn(Number(port));
