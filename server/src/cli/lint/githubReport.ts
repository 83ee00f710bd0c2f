// For GitHub Actions: workflow commands, which it shows as annotations of the lines.
import type { Report } from './linted';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Paths are relative to the folder that the action works in. */
export function githubReport({ files }: Report, show: (path: string) => string): string {
  const rows: string[] = [];
  for (const { path, findings } of files) {
    for (const { finding, start, end } of findings) {
      const { code, severity, message, clause } = finding;
      const columns = start.line === end.line ? `,col=${start.character + 1},endColumn=${end.character + 1}` : '';
      const place = `file=${property(slashed(show(path)))},line=${start.line + 1},endLine=${end.line + 1}${columns},title=${property(code)}`;
      rows.push(`::${commands[severity]} ${place}::${escaped(clause === undefined ? message : `${message} [${clause}]`)}`);
    }
  }
  return rows.join('\n');
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** What would end a command, or begin an escape. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
