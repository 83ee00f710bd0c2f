// The device's other ports with what goes wrong there: notifications, its memory, its clock and its user.
import type { Clock } from '../../base/clock';
import { sleep } from '../../base/clock';
import type { Hasher } from '../../base/hasher';
import type { Store } from '../../base/store';
import type { Question, User, UserAnswer } from '../../device/deviceSetup';
import { PowerCut } from '../../device/powerSupply';
import type { Datagrams } from '../../net/datagrams';
import { readNotification, unwrapPush, wrapPush, writeNotification } from '../../session/notification';
import type { FaultBoard } from './faultBoard';

const notificationFaults: ReadonlySet<string> = new Set([
  'notification-lost',
  'notification-doubled',
  'notification-delayed',
  'notification-digest',
  'notification-stranger',
  'notification-truncated',
]);

/** What the server's notifications go through. */
export function faultyDatagrams(inner: Datagrams, board: FaultBoard, clock: Clock, hasher: Hasher): Datagrams {
  return {
    ...inner,
    async send(to, bytes) {
      const fault = board.strikeFrom('begun', notificationFaults);
      switch (fault?.preset.name) {
        case 'notification-lost':
          return;
        case 'notification-doubled':
          await inner.send(to, bytes);
          break;
        case 'notification-delayed':
          clock.after(fault.settings.number('after'), () => void inner.send(to, bytes));
          return;
        case 'notification-digest':
          return inner.send(to, changedDigest(bytes));
        case 'notification-stranger':
          return inner.send(to, fromStranger(bytes, hasher));
        case 'notification-truncated':
          return inner.send(to, bytes.subarray(0, 20));
        default:
      }
      return inner.send(to, bytes);
    },
  };
}

/** The push header goes before the digest, whose first octet is another one then. */
function changedDigest(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  const at = bytes.length - unwrapPush(bytes).message.length;
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

function fromStranger(bytes: Uint8Array, hasher: Hasher): Uint8Array {
  const { notification } = readNotification(unwrapPush(bytes).message);
  if (notification === undefined) return bytes;
  const { uiMode, initiator, sessionId } = notification;
  return wrapPush(writeNotification(hasher, { serverId: 'dm.stranger.example', secret: 'unknown', nonce: new Uint8Array(16), uiMode, initiator, sessionId }));
}

const beforeWrite: ReadonlySet<string> = new Set(['power-cut-before-write']);
const afterWrite: ReadonlySet<string> = new Set(['power-cut-after-write']);

/** The device's memory: power may go before or after each write. */
export function faultyStore(inner: Store, board: FaultBoard, cutPower: (off: number) => void): Store {
  const cut = (names: ReadonlySet<string>): void => {
    const fault = board.strikeFrom('begun', names);
    if (fault === undefined) return;
    cutPower(fault.settings.number('for'));
    throw new PowerCut();
  };
  return {
    get: (key) => inner.get(key),
    set: (key, value) => {
      cut(beforeWrite);
      inner.set(key, value);
      cut(afterWrite);
    },
    delete: (key) => {
      inner.delete(key);
    },
  };
}

/** The device's clock: its time may jump, its timers count on. */
export class FaultyClock implements Clock {
  private offset = 0;

  constructor(private readonly inner: Clock) {}

  now(): number {
    return this.inner.now() + this.offset;
  }

  after(ms: number, then: () => void): () => void {
    return this.inner.after(ms, then);
  }

  jump(by: number): void {
    this.offset += by;
  }
}

const answers: Readonly<Record<string, (question: Question, clock: Clock, after: number) => Promise<UserAnswer>>> = {
  'user-silent': () => new Promise(() => undefined),
  'user-rejects': () => Promise.resolve('reject'),
  'user-cancels': () => Promise.resolve('cancel'),
  'user-late': async ({ seconds }, clock) => {
    await sleep(clock, (seconds + 5) * 1000);
    return 'accept';
  },
  'user-slow': async (_question, clock, after) => {
    await sleep(clock, after);
    return 'accept';
  },
};
const userFaults: ReadonlySet<string> = new Set(Object.keys(answers));

/** The person at the device. */
export function faultyUser(inner: User, board: FaultBoard, clock: Clock): User {
  return {
    answer(question) {
      const fault = board.strikeFrom('turn', userFaults);
      const instead = fault === undefined ? undefined : answers[fault.preset.name];
      return instead === undefined || fault === undefined ? inner.answer(question) : instead(question, clock, fault.settings.number('after'));
    },
  };
}
