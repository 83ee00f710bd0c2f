// Sender: which end sent a message.
export type Sender = 'client' | 'server';
