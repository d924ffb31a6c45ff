/** Prepaid is who signed an agreement to pay before use; everybody else pays bills. */
export type PaymentMode = 'prepaid' | 'postpaid';
