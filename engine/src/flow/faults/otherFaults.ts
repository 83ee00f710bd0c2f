// What goes wrong with the notification, the Management Server and the user.
import { fromServer, grouped, lasting, message, messages, once } from './rows';

export const notificationFaults = grouped('notification', [
  {
    name: 'notification-lost',
    says: 'The notification never arrives.',
    places: ['notification'],
    settings: [],
    clause: 'DM-NOTI 5.1',
    cause: 'The device is off or out of reach, or the message centre drops the message.',
  },
  {
    name: 'notification-doubled',
    says: 'The notification arrives twice.',
    places: ['notification'],
    settings: [],
    clause: 'DM-NOTI 6.2.10',
    cause: 'A message centre that sends again what was not acknowledged in time.',
  },
  {
    name: 'notification-delayed',
    says: 'The notification arrives late.',
    places: ['notification'],
    settings: [lasting('after', '10s', 'How late it arrives.')],
    clause: 'DM-NOTI 5.1',
    cause: 'The device was out of reach for a while.',
  },
  {
    name: 'notification-digest',
    says: 'The digest of the notification is wrong.',
    places: ['notification'],
    settings: [],
    clause: 'DM-NOTI 6.2.2',
    cause: 'Different server secrets or nonces on the two ends, or a forged message.',
  },
  {
    name: 'notification-stranger',
    says: 'The notification names a server that the device has no account for.',
    places: ['notification'],
    settings: [],
    clause: 'DM-NOTI 6.2.12',
    cause: 'A device that was bootstrapped for another server.',
  },
  {
    name: 'notification-truncated',
    says: 'Only the beginning of the notification arrives.',
    places: ['notification'],
    settings: [],
    clause: 'DM-NOTI 6.2',
    cause: 'A message that was too long for its bearer.',
  },
]);

export const serverFaults = grouped('server', [
  {
    name: 'server-restarts',
    says: 'The server is restarted: its sessions are gone, what it has learnt is not.',
    places: [...fromServer, 'reply', 'user', 'hand-over', 'install'],
    settings: [],
    clause: 'DM-PRO 8',
    cause: 'An update of the server, or a crash.',
  },
  {
    name: 'server-forgets',
    says: 'The server is restarted without its memory: nonces, jobs and all that it has learnt are gone.',
    places: [...fromServer, 'reply', 'user', 'hand-over', 'install'],
    settings: [],
    clause: 'DM-SEC 5.3.3',
    cause: 'A server put back to an older state, or a new one in its place.',
  },
  {
    name: 'report-refused',
    says: 'The server answers the report with a status of error.',
    places: ['report'],
    settings: [once, { name: 'status', form: 'status', value: '415', says: 'The status.' }],
    clause: 'FUMO 6.2',
    cause: 'A server that does not know the type of the alert.',
  },
  {
    name: 'too-large-a-message',
    says: 'An answer has more octets than the client takes in one message.',
    places: messages,
    settings: [once, message],
    clause: 'METINF 5',
    cause: 'A server that takes no notice of MaxMsgSize.',
  },
]);

export const userFaults = grouped('user', [
  {
    name: 'user-silent',
    says: 'The user does not answer.',
    places: ['user'],
    settings: [],
    clause: 'DM-PRO 10.2.2',
    cause: 'Nobody looks at the device.',
  },
  {
    name: 'user-rejects',
    says: 'The user says no.',
    places: ['user'],
    settings: [],
    clause: 'DM-PRO 10.2.2',
    cause: 'It is the wrong moment.',
  },
  {
    name: 'user-cancels',
    says: 'The user breaks off.',
    places: ['user'],
    settings: [],
    clause: 'DM-PRO 10.2.2',
    cause: 'It is the wrong moment.',
  },
  {
    name: 'user-late',
    says: 'The user says yes when the time to answer is over.',
    places: ['user'],
    settings: [],
    clause: 'DM-PRO 10.3',
    cause: 'The device lies in another room.',
  },
  {
    name: 'user-slow',
    says: 'The user says yes after a long while, but in time.',
    places: ['user'],
    settings: [lasting('after', '25s', 'How long it takes.')],
    clause: 'DM-PRO 10.3',
    cause: 'The user reads before answering.',
  },
]);
