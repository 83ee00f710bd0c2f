// What leads a Management Server through scenario 8.1.1 with many devices at once: asked, offered, sent, ordered, and
// asked again when the report has come.
import { decide } from '#engine/management/decision';
import type { Director } from '#engine/management/managementServer';
import type { KnownDevice, Report } from '#engine/management/knownDevice';
import type { SessionRef } from '#engine/session/sessionAct';
import type { Command, Status, Unnumbered } from '#engine/syncml/message';

const object = './FwUpdate/Pkg1';

/** How far a device is: the step of 8.1.1 whose commands have gone out last. */
type Step = 'asked' | 'offered' | 'sent' | 'ordered' | 'reported' | 'over';

export interface UpdateDirector extends Director {
  /** Devices that have reported success and run the new firmware. */
  readonly updated: number;
  /** The first thing that went otherwise. */
  readonly wrong: string | undefined;
}

/** `known`: what the server has learnt of a device. */
export function updateDirector(firmware: { readonly bytes: Uint8Array; readonly version: string }, known: (deviceId: string) => KnownDevice): UpdateDirector {
  const steps = new Map<string, Step>();
  let updated = 0;
  let wrong: string | undefined;

  function refuse(deviceId: string, what: string): readonly Unnumbered<Command>[] {
    wrong ??= `${deviceId}: ${what}`;
    steps.set(deviceId, 'over');
    return [];
  }

  function go(deviceId: string, step: Step, ...commands: readonly Unnumbered<Command>[]): readonly Unnumbered<Command>[] {
    steps.set(deviceId, step);
    return commands;
  }

  return {
    get updated() {
      return updated;
    },
    get wrong() {
      return wrong;
    },
    next({ deviceId }, limits) {
      const { values } = known(deviceId);
      switch (steps.get(deviceId)) {
        case undefined:
          return Promise.resolve(go(deviceId, 'asked', { name: 'Get', items: [{ target: './DevDetail/FwV' }, { target: './DevDetail/LrgObj' }, { target: `${object}/State` }] }));
        case 'asked': {
          const told = { version: values['./DevDetail/FwV'], state: values[`${object}/State`], largeObjects: values['./DevDetail/LrgObj'] };
          if (told.version === undefined || told.state === undefined || told.largeObjects === undefined) return Promise.resolve(refuse(deviceId, 'it has not told what it was asked'));
          const { version, state, largeObjects } = told;
          const sizeInMessages = 4 * Math.ceil(firmware.bytes.length / 3);
          const decision = decide({ version, state, largeObjects, ...limits, package: { version: firmware.version, sizeInMessages } });
          if (!decision.update) return Promise.resolve(refuse(deviceId, decision.reason));
          const text = `Firmware ${firmware.version} is available. Update?`;
          return Promise.resolve(go(deviceId, 'offered', { name: 'Alert', data: '1101', items: [{ data: 'MAXDT=60' }, { data: text }] }));
        }
        case 'offered': {
          const item = { target: `${object}/Update/PkgData`, meta: { format: 'bin', type: 'application/octet-stream' }, data: firmware.bytes };
          return Promise.resolve(go(deviceId, 'sent', { name: 'Replace', items: [item] }));
        }
        case 'sent':
          return Promise.resolve(go(deviceId, 'ordered', { name: 'Exec', correlator: jobOf(deviceId), items: [{ target: `${object}/Update` }] }));
        case 'reported':
          return Promise.resolve(go(deviceId, 'over', { name: 'Get', items: [{ target: './DevDetail/FwV' }, { target: `${object}/State` }] }));
        default:
          return Promise.resolve([]);
      }
    },
    answered(sent: Unnumbered<Command>, { data }: Status, { deviceId }: SessionRef) {
      const expected = sent.name === 'Exec' ? '202' : '200';
      if (data !== expected) refuse(deviceId, `${sent.name} was answered with ${data}`);
    },
    results: () => undefined,
    reported({ result, correlator }: Report, fresh: boolean, { deviceId }: SessionRef) {
      if (!fresh || result !== '200' || correlator !== jobOf(deviceId) || steps.get(deviceId) !== 'ordered') refuse(deviceId, `it reports ${result}`);
      else steps.set(deviceId, 'reported');
    },
    requested: () => 202,
    ended({ deviceId }, end) {
      if (end.how !== 'finished') refuse(deviceId, end.reason);
      else if (steps.get(deviceId) === 'over' && known(deviceId).values['./DevDetail/FwV'] === firmware.version) updated++;
    },
  };
}

export function jobOf(deviceId: string): string {
  return `job ${deviceId}`;
}
