// Descriptors for examples, with nothing wrong but what is said.
import { inDescriptor, type Example } from '../examples';

export const type = '<type>application/octet-stream</type>';
export const size = '<size>48</size>';
export const objectUri = '<objectURI>https://dl.example.com/fw.bin</objectURI>';

/** What every descriptor has, and these elements. */
export function descriptor(more = ''): Example {
  return inDescriptor([type, size, objectUri, ...(more === '' ? [] : [more])].join('\n'));
}
