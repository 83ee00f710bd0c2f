// The elements of update flows: the flow's own in lower case, and SyncML's commands in capitals.
import { actors } from '../base/actor';
import { emptyContent, optional, required, row, table, textContent, unordered } from './rules';
import { childrenOf } from './guide';
import type { AttributeRule, ElementRule, Schema } from './schema';
import type { Particle } from './model';
import { syncml12 } from './syncml';

const commands = ['Add', 'Alert', 'Atomic', 'Copy', 'Delete', 'Exec', 'Get', 'Replace', 'Results', 'Sequence', 'Status'];
const parts = unordered(
  [...commands, 'job', 'request', 'notification', 'prompt', 'answer', 'expect', 'end', 'skip', 'close', 'seen', 'read', 'fault', 'http']
    .map((name) => `${name}*`)
    .join(' '),
);

const when = optional('when', 'An expression: the element counts only where it is true.');
const unless = optional('unless', 'An expression: the element counts only where it is false.');
const within = optional('within', 'The time that a step may take from the end of the one before: 30s, 10min.');
const file = 'A file, by its place from this one.';

/** Every setting that one of the faults takes; which of them a fault has is the flow's business. */
const faultSettings: readonly AttributeRule[] = [
  required('name', 'What goes wrong: answer-lost, power-cut, package-corrupt and the like.'),
  optional('at', 'How far things have got when it happens: 40%, or a number of octets.'),
  optional('chunk', 'The number of the chunk.'),
  optional('message', 'Which message of the step it is.'),
  optional('write', "Which write to the device's memory it is."),
  optional('after', 'How long it takes: 500ms, 20s, 5min.'),
  optional('for', 'How long it lasts: 500ms, 20s, 5min.'),
  optional('times', 'How often it happens: a number, or always.'),
  optional('status', 'A status.'),
  optional('result', 'A result code of a firmware update.'),
  optional('by', 'The difference to what would be right.'),
  when,
  unless,
];

const rows: readonly ElementRule[] = [
  row(
    'flow',
    unordered('param* emulate? server? package? download-server? outcome? let* capture* include* step* message* at*'),
    '',
    'An update flow: its declarations, then its steps in the order of the call flow.',
    {
      attributes: [
        required('id', 'The name of the flow; its steps are reported as 8.1.1/3.'),
        required('title', 'What the flow is, in words.'),
        optional('clause', 'The clause of the specification that it follows.'),
        within,
      ],
    },
  ),
  row('include', unordered('set*'), '', 'Takes over the declarations and steps of another flow.', {
    attributes: [required('href', file), optional('steps', 'The numbers of the steps to take over: 0-9; all where it is missing.')],
  }),
  row('set', emptyContent, '', 'Gives a parameter of the included flow another default.', {
    attributes: [required('param', 'The name of the parameter.'), required('to', 'Its value.')],
  }),
  row('param', emptyContent, '', 'A parameter: a value that whoever runs the flow may choose.', {
    attributes: [
      required('name', 'Its name, used as ${name}.'),
      required('default', 'The value that it has where none is given.'),
      optional('values', 'The values that it may take, white space between; any where it is missing.'),
    ],
  }),
  row('emulate', emptyContent, '', 'Names the files of the emulated device.', {
    attributes: [
      required('ddf', `What the device may hold. ${file}`),
      required('tree', `What the device holds, as TNDS. ${file}`),
      optional('max-msg-size', 'Octets that the device takes in one message; 4096 where it is missing.'),
      optional('encoding', 'How the device writes its messages, and so how it is answered: xml or wbxml; xml where it is missing.', ['xml', 'wbxml']),
      optional('personality', 'What the device does otherwise than the specifications ask, as real clients do: names of personalities, white space between.'),
      optional('trusted-key', 'Ed25519 public key in base64: with one, the device installs only packages that are signed by it.'),
      optional('max-obj-size', 'Octets that the device takes in one object; 16777216 where it is missing.'),
      optional('transitions', 'strict: only what the state diagram shows; lenient: a new Exec cleans up by itself, as many devices do. strict where it is missing.', ['strict', 'lenient']),
      optional('refusal-status', 'The status of an Exec that the device cannot carry out now: 403, 405, 406 or another; 405 where it is missing.'),
      optional('update-result', 'The result code that an installation ends with, whatever the package; those of success install it.'),
      optional('download-result', 'The result code that a download ends with, whatever comes of it.'),
    ],
  }),
  row('server', emptyContent, '', 'The management server of the flow.', {
    attributes: [required('id', 'The identifier of the server, as ACLs and accounts name it.'), required('accounts', `Secrets and nonces. ${file}`)],
  }),
  row('package', emptyContent, '', 'The firmware package; gives package.bytes, package.size, package.sha256 and package.version.', {
    attributes: [required('file', file), optional('version', 'The version that a package without a header of its own brings.')],
  }),
  row('download-server', emptyContent, '', 'The download server of the flow; gives download.base.', {
    attributes: [required('store', 'The folder that it serves.'), optional('log', 'The file that notifications are written to.')],
  }),
  row('let', emptyContent, '', 'A name for a value, or for the place of a management object in the tree.', {
    attributes: [
      required('name', 'The name, used as ${name}.'),
      optional('value', 'The value; may hold ${}.'),
      optional('find', 'The identifier of the management object to look for.'),
      optional('else', 'The value where the object is not found.'),
    ],
  }),
  row('capture', emptyContent, '', 'Declares names that are filled where they are first met in a step of the other end.', {
    attributes: [required('names', 'The names, white space between.')],
  }),
  row('message', unordered('step+'), '', 'Steps whose commands go in one message.', {
    attributes: [optional('as', 'The command that wraps those of the steps.', ['Sequence', 'Atomic'])],
  }),
  row('step', parts, '', 'One numbered step of the call flow.', {
    attributes: [
      required('n', 'The number of the step.'),
      required('from', 'Who acts.', actors),
      required('to', 'Towards whom.', actors),
      required('title', 'What happens, in words.'),
      within,
      optional('after', 'The number of a step: this one may come any time after it.'),
    ],
  }),
  row('at', parts, '', 'Changes a step that was included: adds faults, puts its own expectations (and what is seen) in place of those there.', {
    attributes: [required('step', 'The number of the step.')],
  }),
  row('job', emptyContent, '', 'The management authority\u2019s order to update a device.', {
    attributes: [required('device', 'The device.'), optional('correlator', 'The correlator that ties the report to the order.'), optional('within', 'The time from the Exec to the report, after which the job is overdue: 30s, 10min; 10min where it is missing.')],
  }),
  row('request', emptyContent, 'FUMO 7', 'The user or the device asks the server for an update.', {
    attributes: [
      optional('object', 'The URI of the firmware object that it is about; all firmware of the device where it is missing or empty.'),
      optional('data', 'What a vendor has to say with it.'),
    ],
  }),
  row('outcome', emptyContent, '', 'What the run is expected to end with, where that is not a success.', {
    attributes: [
      required('verdict', 'The verdict: failed, declined, up-to-date and the like.'),
      optional('result', 'The result code that the device reports.'),
      optional('step', 'The number of the step at which it ends.'),
    ],
  }),
  row('notification', emptyContent, 'DM-NOTI 6.2', 'Package #0: asks the device to open a session.', {
    attributes: [
      optional('ui-mode', 'What the person at the device is told.', ['not-specified', 'background', 'informative', 'user-interaction']),
      optional('initiator', 'Who wanted the session.', ['server', 'user']),
    ],
  }),
  row('prompt', emptyContent, 'DM-PRO 10.2', 'A question that the device shows to its user.', {
    attributes: [required('text', 'The question.')],
  }),
  row('answer', emptyContent, 'DM-PRO 10.2', 'The user\u2019s answer.', {
    attributes: [required('give', 'accept, reject, cancel, silent, or ask for a person\u2019s own.'), optional('into', 'A capture that takes the answer.')],
  }),
  row('expect', emptyContent, '', 'What must hold at the end of the step: a status, a node\u2019s value, or an expression.', {
    attributes: [
      optional('status', 'The status code of a command.'),
      optional('of', 'The command that the status is of.'),
      optional('node', 'The URI of a node.'),
      optional('is', 'The value of the node.'),
      optional('passes', 'The values that the node takes one after another.'),
      optional('that', 'An expression that must be true.'),
    ],
  }),
  row('end', emptyContent, '', 'Ends the flow here: a decision of the server.', {
    attributes: [required('verdict', 'What the flow ended with.'), when, unless],
  }),
  row('skip', emptyContent, '', 'Goes on at another step.', {
    attributes: [required('to', 'The number of the step.'), when, unless],
  }),
  row('close', emptyContent, 'DM-PRO 8', 'The session ends here.'),
  row('seen', emptyContent, '', 'Something that only the one who acts can see.', {
    attributes: [required('event', 'The events, white space between.')],
  }),
  row('read', emptyContent, '', 'The server reads a node in the same session.', {
    attributes: [required('node', 'The URI of the node.'), required('into', 'The capture that takes its value.')],
  }),
  row('fault', emptyContent, '', 'Something goes wrong here, to see how both ends bear it.', { attributes: faultSettings }),
  row('http', unordered('body?'), '', 'An HTTP request, or the response to the one before.', {
    foreign: true,
    attributes: [
      optional('method', 'The method of a request.'),
      optional('url', 'The URL of a request.'),
      optional('status', 'The status of a response.'),
      optional('type', 'The media type of the body.'),
    ],
  }),
  row('body', textContent, '', 'The body of a request or response.'),
];

/** What the writer of messages adds by itself, so that a flow leaves it out. */
const added = new Set(['CmdID', 'MsgRef', 'CmdRef', 'Cmd']);

function withoutNoise(particle: Particle): Particle {
  switch (particle.kind) {
    case 'name':
      return added.has(particle.name) ? { kind: 'repeat', of: particle, min: 0, max: 1 } : particle;
    case 'repeat':
      return { ...particle, of: withoutNoise(particle.of) };
    default:
      return { kind: particle.kind, of: particle.of.map(withoutNoise) };
  }
}

function inFlow(rule: ElementRule): ElementRule {
  const { content } = rule;
  return content.kind === 'elements' ? { ...rule, content: { kind: 'elements', model: withoutNoise(content.model) } } : rule;
}

/** SyncML's elements that can stand in a command, however deep. */
function messageParts(): readonly ElementRule[] {
  const reached = new Set(commands);
  for (const name of reached) {
    const rule = syncml12.elements.get(name);
    for (const child of rule === undefined ? [] : (childrenOf(rule.content) ?? [])) reached.add(child);
  }
  return [...syncml12.elements.values()].filter(({ name }) => reached.has(name));
}

export const flowSchema: Schema = {
  id: 'flow-1',
  title: 'Update flow',
  namespaces: ['urn:fumo-tools:flow:1'],
  roots: ['flow'],
  elements: table(...messageParts().map(inFlow), ...rows),
  ...(syncml12.embedded === undefined ? {} : { embedded: syncml12.embedded }),
};
