/** What a notice says: when and where the body meets, and on what (KL 5:13-15; for committees the bylaws). */
export interface NoticeContent {
  /** Shape of this content. */
  format: 1;
  /** A draft has not been sent; only the own authority sees it. */
  status: 'draft' | 'sent';
  /** 1 is the notice, later ones its supplements; 0 for a draft. */
  agendaVersion: number;
  body: { id: string; name: string; authorityId: string; authorityName: string };
  meeting: { id: string; day: string; startsAt: string | null; place: string | null; isOpenToPublic: boolean };
  /** Each version with its day, in order. */
  sent: { number: number; day: string }[];
  /** Why the notice went out later than the bylaws say. */
  lateGround: string | null;
  items: NoticeItem[];
}

export interface NoticeItem {
  agendaItemId: string;
  /** Place on the agenda. */
  position: number;
  title: string;
  registrationNumber: string;
  /** Version of the subject that the body is to decide on. */
  subjectVersion: number;
  /** The agenda version that first told of it; null in a draft. */
  agendaVersion: number | null;
  /** It came after the notice, in a supplement or not yet in any. */
  isLate: boolean;
  behindClosedDoors: boolean;
  summary: string;
  proposal: { number: number; type: string; text: string }[];
  decisionBasis: string[];
  total: { amount: string; currency: 'SEK' } | null;
}
