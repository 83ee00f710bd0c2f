// Addresses against what the device says that it takes. [STD 5.3.3]
import type { Descriptions } from '../descriptions';
import { plainText, quoted, valueRange } from '../elementText';
import { fromClient } from '../examples';
import type { MessageFacts } from '../messageFacts';
import type { Rule } from '../rule';
import { treeUris } from './treeUris';

const results = (id: number, uri: string, format: string, data: string): string =>
  `<Results><CmdID>${id}</CmdID><MsgRef>1</MsgRef><CmdRef>${id}</CmdRef><Item><Source><LocURI>${uri}</LocURI></Source><Meta><Format xmlns="syncml:metinf">${format}</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta><Data>${data}</Data></Item></Results>`;

interface Limits {
  readonly MaxDepth: number;
  readonly MaxTotLen: number;
  readonly MaxSegLen: number;
}

const names = ['MaxDepth', 'MaxTotLen', 'MaxSegLen'] as const;

/** What the message itself tells of the device, else what its description gives; 0, which is no limit, where nobody says. */
function limitsOf(message: MessageFacts, descriptions: Descriptions | undefined): Limits {
  const limits = { MaxDepth: 0, MaxTotLen: 0, MaxSegLen: 0 };
  for (const name of names) {
    const described = (descriptions?.find(['DevDetail', 'URI', name]) ?? []).map(({ node }) => numberIn(node.value ?? node.defaultValue ?? ''));
    limits[name] = described.find((limit) => limit > 0) ?? 0;
  }
  for (const { address, command, item } of treeUris(message)) {
    const [, name] = /^(?:\.\/)?DevDetail\/URI\/(\w+)$/.exec(address) ?? [];
    const known = names.find((one) => one === name);
    if (known !== undefined && command.name === 'Results' && item.data !== undefined) limits[known] = numberIn(plainText(item.data) ?? '');
  }
  return limits;
}

function numberIn(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : 0;
}

export const limitRules: readonly Rule[] = [
  {
    id: 'uri-too-long',
    group: 'uri',
    severity: 'warning',
    clause: 'STD 5.3.3',
    summary: 'Addresses keep to the limits that the device gives in ./DevDetail/URI.',
    docs:
      'MaxDepth, MaxTotLen and MaxSegLen say how many segments, characters in all and characters of one segment a device takes; 0 is no limit. It answers 414 to what is beyond. ' +
      'The limits are taken from the description at hand, or from Results in the message.',
    breaks: fromClient(results(2, './DevDetail/URI/MaxSegLen', 'int', '9') + results(3, './Vendor/Example/Temperature', 'chr', 'low')),
    keeps: fromClient(results(2, './DevDetail/URI/MaxSegLen', 'int', '9') + results(3, './Vendor/Example/Warmth', 'chr', 'low')),
    on: 'message',
    check: (message, report, { text, descriptions }) => {
      const { MaxDepth, MaxTotLen, MaxSegLen } = limitsOf(message, descriptions);
      if (MaxDepth === 0 && MaxTotLen === 0 && MaxSegLen === 0) return;
      for (const { element, address, form } of treeUris(message)) {
        const { segments } = form;
        const longest = segments.find((segment) => MaxSegLen > 0 && segment.length > MaxSegLen);
        // [STD 5.3.3]
        if (longest !== undefined) report(valueRange(element, text), `The segment ${quoted(longest)} has ${longest.length} characters; the device takes ${MaxSegLen}.`);
        else if (MaxDepth > 0 && segments.length > MaxDepth) report(valueRange(element, text), `The address has ${segments.length} segments; the device takes ${MaxDepth}.`);
        else if (MaxTotLen > 0 && address.length > MaxTotLen) report(valueRange(element, text), `The address has ${address.length} characters; the device takes ${MaxTotLen}.`);
      }
    },
  },
];
