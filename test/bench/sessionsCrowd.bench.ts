// A thousand devices at once through scenario 8.1.1, server and devices in two processes over HTTP.
import { nodeMachine } from '#server/node/nodeMachine';
import { openSlots } from './deviceSlots';
import { fleetOf } from './fleet';
import { tell } from './measure';
import { isServerProcess, serve, startServer } from './serverProcess';

const devices = 1000;
const packageSize = 32 * 1024;

async function main(): Promise<void> {
  const server = startServer();
  const machine = nodeMachine();
  const url = await server.manage({ devices, packageSize });
  const slots = await openSlots(devices, fleetOf(url, 'xml', machine), machine.datagrams);
  const start = performance.now();
  await slots.update(0, devices, (device, at) => {
    server.update(device, at);
  });
  const seconds = (performance.now() - start) / 1000;
  const { updated, wrong, peak } = await server.outcome();
  if (updated !== devices) throw new Error(`${updated} of ${devices} devices are updated. ${wrong ?? ''}`);
  const memory = peak + process.resourceUsage().maxRSS / 1024;
  tell({ name: `${devices} devices at once, package of 32 KiB`, value: seconds, unit: 's', goal: '<= 15 s', met: seconds <= 15 });
  tell({ name: `${devices} devices at once, both processes at most`, value: memory, unit: 'MiB', goal: '<= 512 MiB', met: memory <= 512 });
  await slots.close();
  await machine.close();
  server.close();
}

if (isServerProcess()) serve();
else void main();
