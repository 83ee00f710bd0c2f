// Whether an order finds the address that it needs: what was set before it, in whichever message. [FUMO 6.1]
import { clientMessage, serverMessage } from '../examples';
import { answering, exchange, headerStatus, opening, status, targetRef } from '../session/exampleParts';
import type { Rule } from '../rule';
import { exec, packageUrl, replace, x } from './exampleParts';

const urlNodes = { download: 'Download/PkgURL', downloadandupdate: 'DownloadAndUpdate/PkgURL' } as const;

const sets = answering(replace('Download/PkgURL', packageUrl, 4));
const isSet = clientMessage(2, `${headerStatus(1)}\n${status(2, '1/4 Replace', 200, { refs: targetRef(`${x}/Download/PkgURL`) })}`);

export const urlRules: readonly Rule[] = [
  {
    id: 'fumo-exec-no-url',
    group: 'fumo-message',
    on: 'session',
    severity: 'warning',
    clause: 'FUMO 6.1.1',
    summary: 'PkgURL is set before a download is ordered.',
    docs: 'Download and DownloadAndUpdate fetch what their PkgURL says, and a device that has none refuses the Exec with 405 or reports 411. No message of this session, nor of those before it in the log, sets it on the node that is executed. A device may keep one from earlier; it is the address of an earlier package then.',
    breaks: exchange(exec('Download', 4), opening, answering(exec('Download', 4))),
    keeps: exchange(`${replace('Download/PkgURL', packageUrl, 4)}\n${exec('Download', 2)}`, opening, sets, isSet, serverMessage(2, `${headerStatus(2)}\n${exec('Download', 2)}`)),
    check: ({ sessions, firmware }, report) => {
      if (sessions[0]?.begins !== true) return;
      const set = new Set<string>();
      /** The message in which the other address of an object was set last. */
      const otherSet = new Map<string, number>();
      for (const event of firmware) {
        if (event.kind === 'package' && event.how !== 'data') {
          set.add(`${event.device} ${event.x} ${event.how}`);
          otherSet.set(`${event.device} ${event.x} ${event.how === 'download' ? 'downloadandupdate' : 'download'}`, event.message);
        } else if (event.kind === 'order' && event.operation !== 'update') {
          const key = `${event.device} ${event.x} ${event.operation}`;
          const node = urlNodes[event.operation];
          // Both in one message: that has a rule which sees it there.
          if (set.has(key) || otherSet.get(key) === event.message) continue;
          report(event.message, event.target, `Exec is sent, and no message before has set ${node}${otherSet.has(key) ? `; ${node === urlNodes.download ? urlNodes.downloadandupdate : urlNodes.download} was set` : ''}.`);
        }
      }
    },
  },
];
