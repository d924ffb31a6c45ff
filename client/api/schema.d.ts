/** Generated from docs/openapi.json by npm run docs. */
export interface paths {
    "/agency/v1/day-files/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What we booked for the partner on a clearing date that is over
         * @description Proved by the signature of partner
         */
        get: operations["getRootAgencyV1DayFilesDate"];
        /**
         * The partner's own file of a clearing date, for reconciliation
         * @description Proved by the signature of partner
         */
        put: operations["putRootAgencyV1DayFilesDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/v1/inquire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is owed at an account, as a quote that binds for two hours
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyV1Inquire"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The utility's public keys; compare them with the ones in your contract
         * @description Anyone: partners verify our replies with these public keys
         */
        get: operations["getRootAgencyV1Keys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/v1/pay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pay exactly what was quoted
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyV1Pay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/v1/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of a payment
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyV1Query"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/v1/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a payment within its clearing date; one never seen is blocked
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyV1Reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/wechat-bill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Messages of the bill platform: look-up, bills, posting, result, usage
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyWechatBill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/wechat-bill/day-files/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * The platform's trade file of a clearing date
         * @description Proved by the signature of partner
         */
        put: operations["putRootAgencyWechatBillDayFilesDate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agency/wechat-bill/refund-files/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the platform refunded because posting failed
         * @description Proved by the signature of partner
         */
        post: operations["postRootAgencyWechatBillRefundFilesDate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The person's auto-pay agreements with their debits, and the wallets offered here
         * @description A signed-in person; only what is their own
         */
        get: operations["getAgreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements/{agreementNo}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the agreement: nothing more is debited from now on; what is under way ends as the wallet says
         * @description A signed-in person; only what is their own
         */
        post: operations["postAgreementsAgreementNoCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agreements/{agreementNo}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the wallet now how the agreement stands
         * @description A signed-in person; only what is their own
         */
        post: operations["postAgreementsAgreementNoCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/card-exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a card past its date for a new one of the same value, shown once
         * @description A signed-in person; only what is their own
         */
        post: operations["postCardExchanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I have said about wrong households, and the answers
         * @description A signed-in person; only what is their own
         */
        get: operations["getClaims"];
        put?: never;
        /**
         * I paid the wrong household; staff look at it and answer
         * @description A signed-in person; only what is their own
         */
        post: operations["postClaims"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/collection-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Points that carry our collection mark (含代收标识)
         * @description Anyone: points with our collection mark are for everybody to find
         */
        get: operations["getCollectionPoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Regions with their account-number rules, limits, and the apps people sign in with
         * @description Anyone: the client asks before anybody signs in
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/debit-banks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks that can debit bills
         * @description A signed-in person; only what is their own
         */
        get: operations["getDebitBanks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/household-previews/{accountNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Masked name and address of an account, to be confirmed before binding or paying
         * @description A signed-in person; only what is their own
         */
        get: operations["getHouseholdPreviewsAccountNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My households, the default one first
         * @description A signed-in person; only what is their own
         */
        get: operations["getHouseholds"];
        put?: never;
        /**
         * Bind a household: pay-only by its number, in full with a proof
         * @description A signed-in person; only what is their own
         */
        post: operations["postHouseholds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unbind a household
         * @description A person bound to the household (pay-only)
         */
        delete: operations["deleteHouseholdsAccountNo"];
        options?: never;
        head?: never;
        /**
         * Give a household a nickname, or make it the default
         * @description A person bound to the household (pay-only)
         */
        patch: operations["patchHouseholdsAccountNo"];
        trace?: never;
    };
    "/api/v1/households/{accountNo}/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to sign: answers with what the client needs in order to sign in the wallet
         * @description A person bound to the household (pay-only)
         */
        post: operations["postHouseholdsAccountNoAgreements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller is told of this household; with pay-only no more than what pay-only sees
         * @description A person bound to the household (pay-only)
         */
        get: operations["getHouseholdsAccountNoAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/alerts/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Turn one alert on or off for oneself, or set its limits; what is left out stays as it was
         * @description A person bound to the household (pay-only)
         */
        patch: operations["patchHouseholdsAccountNoAlertsRule"];
        trace?: never;
    };
    "/api/v1/households/{accountNo}/bills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Bills by month, latest first; the last 36 months unless a range is given
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoBills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/bills/{billNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One bill with readings, lines, tiers, tariff and payments
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoBillsBillNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/board-listing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the building’s board may list this home
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoBoardListing"];
        /**
         * The holder lets the building’s board list the home, or not
         * @description A person bound to the household (full, its holder)
         */
        put: operations["putHouseholdsAccountNoBoardListing"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/card-redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem a recharge card: to what is owed, the rest to the balance
         * @description A person bound to the household (pay-only)
         */
        post: operations["postHouseholdsAccountNoCardRedemptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/dunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether power flows, what is overdue, what happens next, and how late fees came about
         * @description A person bound to the household (pay-only)
         */
        get: operations["getHouseholdsAccountNoDunning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Use and cost since the last bill, running balance, days left, and the month’s forecast
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/mandate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The mandate of a household, masked, with its latest debits
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoMandate"];
        put?: never;
        /**
         * Sign a mandate: from tomorrow the bank may debit the bills of this household
         * @description A person bound to the household (full)
         */
        post: operations["postHouseholdsAccountNoMandate"];
        /**
         * Cancel the mandate; a file that is out is still answered
         * @description A person bound to the household (full)
         */
        delete: operations["deleteHouseholdsAccountNoMandate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/outage-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Times of outages that are proposed to this customer
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoOutageProposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/outage-proposals/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to the proposed time, or ask for another
         * @description A person bound to the household (full)
         */
        post: operations["postHouseholdsAccountNoOutageProposalsIdAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is bound to my household
         * @description A person bound to the household (full, its holder)
         */
        get: operations["getHouseholdsAccountNoPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/people/{bindingId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove somebody from my household
         * @description A person bound to the household (full, its holder)
         */
        delete: operations["deleteHouseholdsAccountNoPeopleBindingId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Raise a pay-only household to full by a proof
         * @description A person bound to the household (pay-only)
         */
        post: operations["postHouseholdsAccountNoProof"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is owed; with full access also balance, latest bill and this month
         * @description A person bound to the household (pay-only)
         */
        get: operations["getHouseholdsAccountNoSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Energy by month; unknown months are null
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/usage/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Energy by day up to the latest reading; unknown days are null
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoUsageDaily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/usage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Months and days of energy as a file: CSV, or Green Button XML
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoUsageExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/usage/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Flat price against time of use, on the last twelve months of one’s own energy
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoUsagePlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/households/{accountNo}/usage/tier": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress through the tiers of this year
         * @description A person bound to the household (full)
         */
        get: operations["getHouseholdsAccountNoUsageTier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoice-titles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Titles I have invoices made out to, latest first
         * @description A signed-in person; only what is their own
         */
        get: operations["getInvoiceTitles"];
        put?: never;
        /**
         * Keep a title; one that is kept already is kept once
         * @description A signed-in person; only what is their own
         */
        post: operations["postInvoiceTitles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoice-titles/{titleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget a title; invoices made out to it stay as they are
         * @description A signed-in person; only what is their own
         */
        delete: operations["deleteInvoiceTitlesTitleId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My invoices, latest first; of one payment when it is named
         * @description A signed-in person; only what is their own
         */
        get: operations["getInvoices"];
        put?: never;
        /**
         * Ask for the invoice of a payment: what was paid less what was refunded
         * @description A signed-in person; only what is their own
         */
        post: operations["postInvoices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand in a device's public key with its enrolment code
         * @description Anyone: a machine without a key yet; it needs the code that staff made for it
         */
        post: operations["postKioskEnrolments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What happened at the machine, in its own order; repeats change nothing
         * @description Proved by the signature of kiosk
         */
        post: operations["postKioskEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new public key, signed by the old one
         * @description Proved by the signature of kiosk
         */
        post: operations["postKioskKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A QR code for the machine's screen
         * @description Proved by the signature of kiosk
         */
        post: operations["postKioskPayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/payments/{paymentNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a payment on its screen stands; the gateway is asked
         * @description Proved by the signature of kiosk
         */
        get: operations["getKioskPaymentsPaymentNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What an account owes, masked
         * @description Proved by the signature of kiosk
         */
        post: operations["postKioskQuotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the device should know of itself
         * @description Proved by the signature of kiosk
         */
        get: operations["getKioskState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed-in person
         * @description A signed-in person; only what is their own
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is stored about me, to take away
         * @description A signed-in person; only what is their own
         */
        get: operations["getMeData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget me: sign-in, bindings and titles go; payments stay under nobody’s name
         * @description A signed-in person; only what is their own
         */
        post: operations["postMeDeletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove one way to sign in, with its sessions
         * @description A signed-in person; only what is their own
         */
        delete: operations["deleteMeIdentitiesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link a phone by a code sent to it; joins whoever is known by it with me
         * @description A signed-in person; only what is their own
         */
        post: operations["postMePhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/message-consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What I have agreed to in WeChat’s window: one message each
         * @description A signed-in person; only what is their own
         */
        post: operations["postMessageConsents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/message-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I want to be told, and of what
         * @description A signed-in person; only what is their own
         */
        get: operations["getMessagePreferences"];
        /**
         * Change the order of ways, quiet hours, language or e-mail address; what is left out stays
         * @description A signed-in person; only what is their own
         */
        put: operations["putMessagePreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/message-preferences/events/{event}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Switch one kind of notice on or off; safety and legal notices stay on
         * @description A signed-in person; only what is their own
         */
        put: operations["putMessagePreferencesEventsEvent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What I have been told, newest first, and how much of it I have not read
         * @description A signed-in person; only what is their own
         */
        get: operations["getMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * I have read everything up to this message
         * @description A signed-in person; only what is their own
         */
        post: operations["postMessagesRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meter-lookups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find the account number behind a meter, an address or one’s own phone; masked and limited
         * @description A signed-in person; only what is their own
         */
        post: operations["postMeterLookups"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outages of the homes I am bound to in full, those of the last quarter among them
         * @description A signed-in person; only what is their own
         */
        get: operations["getOutages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outages/{outageNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One announced outage, with my homes in it and what was announced before
         * @description A signed-in person; only what is their own
         */
        get: operations["getOutagesOutageNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pay-links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a link in a text message is about
         * @description Anyone: the token in a text message is the key; it shows a masked number and a sum
         */
        get: operations["getPayLinksToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The person's payments, newest first
         * @description A signed-in person; only what is their own
         */
        get: operations["getPayments"];
        put?: never;
        /**
         * Start a payment of bills and prepayments; answers with what the client needs to pay it
         * @description A signed-in person; only what is their own
         */
        post: operations["postPayments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{paymentNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One payment as it stands; asks nobody
         * @description A signed-in person; only what is their own
         */
        get: operations["getPaymentsPaymentNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{paymentNo}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give up a payment: query, close, query; money that came in meanwhile settles it
         * @description A signed-in person; only what is their own
         */
        post: operations["postPaymentsPaymentNoCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{paymentNo}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the gateway now, at most every few seconds
         * @description A signed-in person; only what is their own
         */
        post: operations["postPaymentsPaymentNoCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{paymentNo}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of a payment, personal data masked
         * @description A signed-in person; only what is their own
         */
        get: operations["getPaymentsPaymentNoReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{paymentNo}/surplus-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what was paid too much and lies on the balance, by the way it came
         * @description A signed-in person; only what is their own
         */
        post: operations["postPaymentsPaymentNoSurplusReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public-outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outages that are announced
         * @description Anyone: outages are announced to everybody; no household is named, and never a debt
         */
        get: operations["getPublicOutages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipt-checks/{checkCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is this receipt genuine?
         * @description Anyone: whoever holds a receipt may check it; masked data only
         */
        get: operations["getReceiptChecksCheckCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{receiptNo}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The signed PDF, made once and kept
         * @description A signed-in person; only what is their own
         */
        get: operations["getReceiptsReceiptNoPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with a text-message code or a wallet’s login code
         * @description Anyone: signing in is how one becomes known
         */
        post: operations["postSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description A signed-in person; only what is their own
         */
        delete: operations["deleteSessionsCurrent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in/wechat-oa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to send WeChat’s browser for a login code
         * @description Anyone: WeChat’s browser goes through here before anybody is signed in
         */
        get: operations["getSignInWechatOa"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sms-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a code: to sign in, to prove the phone on file of an account, or to link a phone
         * @description Anyone: signing in begins here; `bind` and `merge` ask for a session below
         */
        post: operations["postSmsCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find accounts by number, name, phone, contract or meter
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer's file, with personal data masked
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccountsAccountNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Of one account: who is told what, its contacts, its last alerts, and its kept estimate
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccountsAccountNoAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a contact of a business, important or large customer
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a contact; what was sent to it stays on the log
         * @description Staff: clerk, supervisor
         */
        delete: operations["deleteStaffAccountsAccountNoContactsContactId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/dunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account's ladder: cases, instalments, special needs, supply and late fees
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccountsAccountNoDunning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/instalments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree that an overdue debt is paid in parts; kept, it stops the clock
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoInstalments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/mandate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A mandate signed on paper at the counter
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoMandate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a note into a customer's file
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffAccountsAccountNoNotes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a customer’s plan or grant from a day on that is not billed yet
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/prepaid-agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prepaid agreements of the present holder, the latest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccountsAccountNoPrepaidAgreements"];
        put?: never;
        /**
         * Record a signed prepaid agreement: from its day on the household is prepaid
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoPrepaidAgreements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/prepaid-agreements/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the prepaid agreement in force: from today the household pays bills
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoPrepaidAgreementsEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The holder's personal data in clear, for a stated reason that is logged
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffAccountsAccountNoReveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/special-needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record, with consent, that a household must not be cut off
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffAccountsAccountNoSpecialNeeds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/accounts/{accountNo}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer's energy by month; unknown months are null
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffAccountsAccountNoUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/alert-defaults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What holds for people who have set nothing, with every change of it and its source
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffAlertDefaults"];
        put?: never;
        /**
         * Set a default, from now or from a date on
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffAlertDefaults"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts, newest first, by account, rule and state; with the last sweeps
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log, newest first
         * @description Staff: auditor, supervisor, administrator
         */
        get: operations["getStaffAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The latest billing runs
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffBillingRuns"];
        put?: never;
        /**
         * Drafts the bills of a region and month; households that have one already are left out
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffBillingRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One billing run
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffBillingRunsRunId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs/{runId}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves a run made by somebody else and issues its bills
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffBillingRunsRunIdApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs/{runId}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Throws a run away before it is approved
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffBillingRunsRunIdDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs/{runId}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drafts of a run, those with exceptions unless all are asked for; 100 a page
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffBillingRunsRunIdDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/billing-runs/{runId}/drafts/{accountNo}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a household with an exception be billed as drafted
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffBillingRunsRunIdDraftsAccountNoAcceptance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/bills/{billNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A bill with its readings, lines and payments
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffBillsBillNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/bills/{billNo}/reversal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverses a bill; the next run of its month bills the household anew
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffBillsBillNoReversal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public holidays and make-up days of every year known, with every edition of them
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put in a year's days as a notice lists them; an earlier edition of the year is kept as history
         * @description Staff: supervisor, administrator
         */
        put: operations["putStaffCalendarYear"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Batches of recharge cards, newest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffCardBatches"];
        put?: never;
        /**
         * Ask for a batch of cards; another person approves
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffCardBatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-batches/{batchNo}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve a batch that another person asked for (its cards are made), or reject it
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffCardBatchesBatchNoDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-batches/{batchNo}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The printer’s file, encrypted for the printer: given out once, then gone
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffCardBatchesBatchNoExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cards sold, newest first, and what is in circulation
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffCardSales"];
        put?: never;
        /**
         * Hand over a run of cards: they can be redeemed from now on, and their value is owed
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffCardSales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-sales/{saleNo}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The buyer’s transfer has arrived
         * @description Staff: finance
         */
        post: operations["postStaffCardSalesSaleNoPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/card-voids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take cards out of use: unsold, or brought back (then not by their seller)
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffCardVoids"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/cards/{serial}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of one card
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffCardsSerial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/cards/{serial}/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a card that wrong PINs have locked be tried again
         * @description Staff: supervisor
         */
        post: operations["postStaffCardsSerialUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Claims of wrong households; the open ones first, oldest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffClaims"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/claims/{claimNo}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a claim; "refunded" only after a refund of the payment was asked for
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffClaimsClaimNoAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-arrivals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files that came from banks, taken or refused
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDebitArrivals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-banks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Banks that debit for us; keys are never shown
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffDebitBanks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-banks/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a bank, or change it; a new key leaves the present one valid as the older
         * @description Staff: administrator
         */
        put: operations["putStaffDebitBanksCode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose and lock what is due, and write the files
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffDebitBatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-batches/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a batch made now would hold
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDebitBatchesPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Files to banks, newest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDebitFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One file with its rows; bank accounts are not shown
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDebitFilesName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-files/{name}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The file itself, to be carried to the bank by hand
         * @description Staff: finance, supervisor
         */
        get: operations["getStaffDebitFilesNameContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-files/{name}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The bank has confirmed that it took nothing of a file whose result never came
         * @description Staff: supervisor
         */
        post: operations["postStaffDebitFilesNameRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/debit-results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in a result or day file of a bank; refused whole at the first fault
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffDebitResults"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/demo-sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The demo members and a one-time code for each (demo mode only)
         * @description Anyone: a demo shows its own sign-ins; a production server answers 404
         */
        get: operations["getStaffDemoSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/card-sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Card sales: what is uncertain, then the latest
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDeskCardSales"];
        put?: never;
        /**
         * Ask the acquirer for a sale at a card terminal; without an answer it is reversed
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskCardSales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/card-sales/{saleId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One card sale
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDeskCardSalesSaleId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/card-terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Card terminals and the latest batches
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffDeskCardTerminals"];
        put?: never;
        /**
         * Enter a terminal and its key, change its key, or put it out of use
         * @description Staff: finance, administrator
         */
        post: operations["postStaffDeskCardTerminals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/card-terminals/{terminal}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the terminal's batch; our totals stand beside the acquirer's
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffDeskCardTerminalsTerminalSettlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/cash-boxes/{boxNo}/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count a cash box that was taken out; a difference must be explained
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffDeskCashBoxesBoxNoCount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kiosks and their cash boxes
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffDeskDevices"];
        put?: never;
        /**
         * Enrol a kiosk; the code is to be typed in at the machine within 15 minutes
         * @description Staff: finance, administrator
         */
        post: operations["postStaffDeskDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/devices/{deviceNo}/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new code for a kiosk whose key was lost or revoked
         * @description Staff: finance, administrator
         */
        post: operations["postStaffDeskDevicesDeviceNoEnrolment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/devices/{deviceNo}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * From now on this kiosk is refused everything
         * @description Staff: finance, administrator
         */
        post: operations["postStaffDeskDevicesDeviceNoRevocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/pay-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Charge the code on the customer's phone; what is uncertain is asked for until it is certain
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskPayCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an account owes, masked
         * @description Staff: clerk, supervisor
         */
        get: operations["getStaffDeskQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/shift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open shift of whoever asks, and the card terminals at hand
         * @description Staff: clerk, supervisor
         */
        get: operations["getStaffDeskShift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shifts, newest first; a clerk sees the own ones
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDeskShifts"];
        put?: never;
        /**
         * Open a till with the cash it begins with
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskShifts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/shifts/{shiftNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One shift
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffDeskShiftsShiftNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/shifts/{shiftNo}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close the own shift with what was counted, piece by piece; a difference must be explained
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskShiftsShiftNoClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/shifts/{shiftNo}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A supervisor has looked at another's closed shift
         * @description Staff: supervisor
         */
        post: operations["postStaffDeskShiftsShiftNoReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takings, newest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDeskTakings"];
        put?: never;
        /**
         * Take cash, a cheque or a transfer slip; answers with the receipt
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskTakings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings/{paymentNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One taking as its slip; a pay code that is uncertain is asked about
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDeskTakingsPaymentNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings/{paymentNo}/bounce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A cheque has bounced: reported by one person, reversed by another, whatever the day
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffDeskTakingsPaymentNoBounce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings/{paymentNo}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The bank has credited a cheque or transfer
         * @description Staff: finance
         */
        post: operations["postStaffDeskTakingsPaymentNoClear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings/{paymentNo}/give-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The customer does not confirm: undo the pay code at its gateway
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDeskTakingsPaymentNoGiveUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/desk/takings/{paymentNo}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void another's taking of the same day
         * @description Staff: supervisor
         */
        post: operations["postStaffDeskTakingsPaymentNoVoid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cases of dunning: who stands on which step, and what stops the clock
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDunning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The dated values of law and practice behind dunning, with the edition of each
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffDunningRules"];
        put?: never;
        /**
         * Set a value from a day on
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffDunningRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning/{caseNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One case with its chain of evidence and everything that happened
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffDunningCaseNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning/{caseNo}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second person approves the suspension or rejects it
         * @description Staff: supervisor
         */
        post: operations["postStaffDunningCaseNoDecide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning/{caseNo}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let the ladder rest until a day
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDunningCaseNoHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning/{caseNo}/served": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The formal notice was served on paper: proof that it arrived
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDunningCaseNoServed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/dunning/{caseNo}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first person has looked at the evidence and asks for the suspension
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffDunningCaseNoSubmit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log as a file; that it was taken stands in the log itself
         * @description Staff: auditor, supervisor, administrator
         */
        get: operations["getStaffExportsAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/odd-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Odd payments as a file
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffExportsOddPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments as a file
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffExportsPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Postings as a file
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffExportsPostings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/reconciliation-differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The differences of a range of days as a file
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffExportsReconciliationDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/reconciliation-settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settlements of a range of days as a file
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffExportsReconciliationSettlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refunds as a file
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffExportsRefunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/exports/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The trial balance as a file
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffExportsTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/field-orders/{orderNo}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A fitter has disconnected or reconnected by hand
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffFieldOrdersOrderNoDone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Anything by its number or name, of the kinds the caller may open
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffFind"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The latest imports
         * @description Staff: clerk, supervisor, finance, auditor
         */
        get: operations["getStaffImports"];
        put?: never;
        /**
         * Takes in a CSV file (UTF-8, with a heading) of accounts, meters or readings; a repeat changes nothing
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffImports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One import with the rows it refused, the first thousand of them
         * @description Staff: clerk, supervisor, finance, auditor
         */
        get: operations["getStaffImportsImportId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/instalments/{planNo}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an instalment plan: the ladder goes on
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffInstalmentsPlanNoCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/ledger/postings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Postings, newest first: of an account, an event, a customer or a time
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffLedgerPostings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/ledger/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Both sides of one business event
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffLedgerTransactionsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every account of the books with its debits and credits, up to a day when one is named
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffLedgerTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/mandates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Mandates, by number, customer number or the tail of the bank account
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffMandates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/mandates/{mandateNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One mandate with its debits
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffMandatesMandateNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/mandates/{mandateNo}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a mandate on the customer’s word
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffMandatesMandateNoCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/mandates/{mandateNo}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a suspended mandate go on: the customer has mended the cause
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffMandatesMandateNoResumption"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, and until when
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my own password
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        post: operations["postStaffMePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where I am signed in
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffMeSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of my sessions
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        delete: operations["deleteStaffMeSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My saved views of a list
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffMeViews"];
        put?: never;
        /**
         * Save a view under a name, or replace it
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        post: operations["postStaffMeViews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/me/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove one of my saved views
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        delete: operations["deleteStaffMeViewsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members of staff and their roles
         * @description Staff: administrator, auditor
         */
        get: operations["getStaffMembers"];
        put?: never;
        /**
         * Add a member; answers once with what the authenticator app scans
         * @description Staff: administrator
         */
        post: operations["postStaffMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change name, roles or password, deactivate, or reset the one-time code
         * @description Staff: administrator
         */
        patch: operations["patchStaffMembersId"];
        trace?: never;
    };
    "/api/v1/staff/message-costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What messages cost, by channel and month
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffMessageCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/message-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Texts of every kind of notice in both languages, with all their editions
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffMessageTemplates"];
        put?: never;
        /**
         * Draft an edition of a text; another person approves it
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffMessageTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/message-templates/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve an edition, which is in force from then on, or refuse it
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffMessageTemplatesIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/message-templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A text as somebody would read it
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffMessageTemplatesPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/notice-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many notices wait, by event, and what each provider takes in a second
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffNoticeQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/notices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One notice: its words, every way it went, what each provider said
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        get: operations["getStaffNoticesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/notices/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a notice that could not be delivered again
         * @description Staff: clerk, supervisor, administrator
         */
        post: operations["postStaffNoticesIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/notices/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that people were told, newest first: by account, phone, event, state, time; masked
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        post: operations["postStaffNoticesSearch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/odd-payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The queue of payments that a person must look at
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffOddPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/odd-payments/{id}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Credit, refund, link or dismiss an odd payment
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffOddPaymentsIdResolution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/open-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in, where and since when
         * @description Staff: administrator, auditor
         */
        get: operations["getStaffOpenSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/open-sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End somebody's session
         * @description Staff: administrator
         */
        delete: operations["deleteStaffOpenSessionsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outage-exceptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many exceptions wait for a decision
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutageExceptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outage-figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How reliable supply and its announcements were, by month or year
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutageFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outage-places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Transformer areas, buildings and accounts by part of their name or number, with how many accounts lie behind
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutagePlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outage-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whom a plan would concern, how many would be told, and what the rules ask of it now; writes nothing
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        post: operations["postStaffOutagePreviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outage-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Limits of notice, with their sources and every change of them
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutageRules"];
        put?: never;
        /**
         * Set a limit, from now or from a date on, naming its source
         * @description Staff: supervisor
         */
        post: operations["postStaffOutageRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outages; those ahead and under way first, nearest first
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutages"];
        put?: never;
        /**
         * Draft an outage
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One outage with its places, rules, negotiations, tellings and timeline
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutagesOutageNo"];
        /**
         * Edit an outage that is not announced yet; large customers are asked again when its time moves
         * @description Staff: clerk, supervisor
         */
        put: operations["putStaffOutagesOutageNo"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/begin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The power went off before or without the announced moment
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoBegin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/buildings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The buildings concerned, each with a notice to print
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutagesOutageNoBuildings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel it; everybody already told hears of it
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce other times or places; everybody already told hears of it
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing remains to be done
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoClose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an exception to a rule that the plan does not keep, with a reason
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoOverrides"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/overrides/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A second person approves or refuses an exception
         * @description Staff: supervisor
         */
        post: operations["postStaffOutagesOutageNoOverridesIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose times to the large customers concerned; a time one of them asked for is agreed by proposing it
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Announce it: everybody concerned is told. Refused while a rule is neither kept nor excepted
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoPublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was told what, and what became of each notice
         * @description Staff: clerk, supervisor, administrator, auditor
         */
        get: operations["getStaffOutagesOutageNoRecipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/outages/{outageNo}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The power is back, now or since a moment before; everybody told hears of it
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffOutagesOutageNoRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partner-top-ups/{topUpId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject a top-up that another person entered
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffPartnerTopUpsTopUpIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Partners with what they collected on the running clearing date, and bad messages of a week
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffPartners"];
        put?: never;
        /**
         * Admit a partner
         * @description Staff: administrator
         */
        post: operations["postStaffPartners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A partner: limits, keys, terminals, top-ups, clearing dates, bad messages
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffPartnersCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change limits, cut-off, addresses, channels or commission, suspend or resume, with a reason
         * @description Staff: administrator
         */
        patch: operations["patchStaffPartnersCode"];
        trace?: never;
    };
    "/api/v1/staff/partners/{code}/day-files/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The day file of a clearing date that is over, as the partner may fetch it
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffPartnersCodeDayFilesDate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners/{code}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a key beside the present ones; a bank's master key is made here and shown this once
         * @description Staff: administrator
         */
        post: operations["postStaffPartnersCodeKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners/{code}/keys/{keyId}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a key, now or at a time
         * @description Staff: administrator
         */
        post: operations["postStaffPartnersCodeKeysKeyIdEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners/{code}/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a point or terminal, or change it
         * @description Staff: administrator
         */
        post: operations["postStaffPartnersCodeTerminals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/partners/{code}/top-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter money that a prefunded partner has paid in; another person approves it
         * @description Staff: finance
         */
        post: operations["postStaffPartnersCodeTopUps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments, newest first; found by payment, trade, refund or account number
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/payments/{paymentNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything about one payment: timeline, raw notifications, money, postings, refunds
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffPaymentsPaymentNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/payments/{paymentNo}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the gateway what became of a payment, and book what it says
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffPaymentsPaymentNoQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/payments/{paymentNo}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give back a payment or a part of it; above the limit or past the term it waits for approval
         * @description Staff: clerk, finance, supervisor
         */
        post: operations["postStaffPaymentsPaymentNoRefunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in up to 5,000 readings; a repeat changes nothing
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffReadings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Days by source and by channel, with what became of each
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/day": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One source on one day: its files, its channels, its settled total
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one side has otherwise than the other
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/differences/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A second person approves what was proposed, and it is done; or rejects it
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffReconciliationDifferencesIdDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/differences/{id}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose what becomes of a difference, with a reason; without money it is decided at once
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffReconciliationDifferencesIdProposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a day file of a source; it is accepted whole or refused whole, and kept either way
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffReconciliationFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A file exactly as it came
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationFilesFileId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reconcile a source and day now; doing it again changes nothing
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffReconciliationRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What sources have settled, day by day, and what they kept
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationSettlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/reconciliation/shares": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each channel has brought in, week by week
         * @description Staff: finance, supervisor, auditor
         */
        get: operations["getStaffReconciliationShares"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Refunds, newest first
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffRefunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/refunds/{refundNo}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject a refund that another person requested
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffRefundsRefundNoApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/refunds/{refundNo}/payout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An approved payout has been transferred; its bank reference
         * @description Staff: finance
         */
        post: operations["postStaffRefundsRefundNoPayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with password and one-time code
         * @description Anyone: signing in is how one becomes known
         */
        post: operations["postStaffSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description Staff: clerk, finance, supervisor, administrator, auditor
         */
        delete: operations["deleteStaffSessionsCurrent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names and rules of the utility, with every change of them
         * @description Staff: finance, supervisor, administrator, auditor
         */
        get: operations["getStaffSettings"];
        put?: never;
        /**
         * Set a name or rule, from now or from a date on
         * @description Staff: supervisor, administrator
         */
        post: operations["postStaffSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/sms-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Text messages from users: when, which command, what came of it; masked
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffSmsMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/special-needs/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a record of special needs; its note is erased
         * @description Staff: clerk, supervisor
         */
        post: operations["postStaffSpecialNeedsIdEnd"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/supply-commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Disconnects and reconnects with all that was said about them, and field orders
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffSupplyCommands"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariff-drafts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a draft of one’s own
         * @description Staff: finance, supervisor
         */
        put: operations["putStaffTariffDraftsId"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariff-drafts/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put the draft of another person in force from its first day on
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffTariffDraftsIdApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariff-drafts/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Throw a draft away
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffTariffDraftsIdDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariff-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rate the bills of a past month by new rules, beside the rules in force; nothing is kept
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffTariffTrials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tariffs with all their editions, and the editions in preparation
         * @description Staff: clerk, finance, supervisor, auditor
         */
        get: operations["getStaffTariffs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/staff/tariffs/{regionCode}/{category}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft a new edition of a tariff
         * @description Staff: finance, supervisor
         */
        post: operations["postStaffTariffsRegionCodeCategoryDrafts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tariffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tariffs with their editions, dates and sources
         * @description Anyone: tariffs are public
         */
        get: operations["getTariffs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The process answers
         * @description Anyone: a balancer asks it
         */
        get: operations["getRootHealthLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready for customers, or what is missing
         * @description Anyone: a balancer asks it
         */
        get: operations["getRootHealthReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/alipay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notifications of alipay
         * @description Proved by the signature of alipay
         */
        post: operations["postRootNotifyAlipay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/messages/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of text messages
         * @description Proved by the signature of the provider’s access key, over time, nonce and body
         */
        post: operations["postRootNotifyMessagesSms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/messages/sms-tencent/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of text messages sent by Tencent
         * @description Proved by the signature of the secret at the end of the address, which only the provider is told
         */
        post: operations["postRootNotifyMessagesSmsTencentToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/messages/voice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What became of voice calls
         * @description Proved by the signature of the provider’s access key, over time, nonce and body
         */
        post: operations["postRootNotifyMessagesVoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/messages/wechat-oa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WeChat asks whether the address is ours, once, when it is set
         * @description Proved by the signature of WeChat’s message push: SHA-1 of our token, its time and nonce
         */
        get: operations["getRootNotifyMessagesWechatOa"];
        put?: never;
        /**
         * What became of messages by wechat-oa
         * @description Proved by the signature of WeChat’s message push: SHA-1 of our token, its time and nonce
         */
        post: operations["postRootNotifyMessagesWechatOa"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/messages/wechat-subscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * WeChat asks whether the address is ours, once, when it is set
         * @description Proved by the signature of WeChat’s message push: SHA-1 of our token, its time and nonce
         */
        get: operations["getRootNotifyMessagesWechatSubscribe"];
        put?: never;
        /**
         * What became of messages by wechat-subscribe
         * @description Proved by the signature of WeChat’s message push: SHA-1 of our token, its time and nonce
         */
        post: operations["postRootNotifyMessagesWechatSubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/sms/tencent/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What users write to the hall’s number
         * @description Proved by the signature of the secret at the end of the address, which only the provider is told
         */
        post: operations["postRootNotifySmsTencentToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/supply-control": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Results of supply commands
         * @description Proved by the signature of the metering head-end
         */
        post: operations["postRootNotifySupplyControl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/wechat-pay/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notifications of wechat-pay
         * @description Proved by the signature of wechat-pay
         */
        post: operations["postRootNotifyWechatPayPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notify/wechat-pay/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notifications of wechat-pay
         * @description Proved by the signature of wechat-pay
         */
        post: operations["postRootNotifyWechatPayRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/o": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of announced outages
         * @description Anyone: outages are announced to everybody; no household is named, and never a debt
         */
        get: operations["getRootO"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/o/{outageNo}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of one outage, with the notices of its buildings
         * @description Anyone: outages are announced to everybody; no household is named, and never a debt
         */
        get: operations["getRootOOutageNo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/o/{outageNo}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The notice of a building, to print
         * @description Anyone: outages are announced to everybody; no household is named, and never a debt
         */
        get: operations["getRootOOutageNoNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/o/{outageNo}/notice.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The notice of a building as a PDF, to hang on its board
         * @description Anyone: outages are announced to everybody; no household is named, and never a debt
         */
        get: operations["getRootOOutageNoNoticePdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/r/{checkCode}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page behind the QR code of a receipt
         * @description Anyone: the page behind the QR code of a receipt; masked data only
         */
        get: operations["getRootRCheckCode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            /** @description A stable code for programs */
            error: string;
            /** @description For people, in the language of Accept-Language */
            message: string;
            details: {
                field: string;
                rule: string;
                message: string;
            }[];
            requestId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getRootAgencyV1DayFilesDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putRootAgencyV1DayFilesDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyV1Inquire: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootAgencyV1Keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            /** @enum {string} */
                            use: "agency-json" | "wechat-bill";
                            key: string;
                            algorithm: string;
                            publicKey: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyV1Pay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyV1Query: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyV1Reverse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyWechatBill: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putRootAgencyWechatBillDayFilesDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootAgencyWechatBillRefundFilesDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements: {
                            agreementNo: string;
                            accountNo: string;
                            /** @enum {string} */
                            gateway: "wechat-pay" | "alipay";
                            /** @enum {string} */
                            status: "signing" | "active" | "ending" | "ended";
                            /** Format: date-time */
                            createdAt: string;
                            signedAt: string | null;
                            endedAt: string | null;
                            endReason: ("customer" | "wallet" | "holder-ended" | "unbound" | "duplicate" | "not-signed" | "refused") | null;
                            action: ({
                                kind: string;
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            debits: {
                                cycle: string;
                                /** @enum {string} */
                                status: "planned" | "noticed" | "debiting" | "succeeded" | "failed" | "skipped" | "cancelled";
                                amountFen: number;
                                noticedOn: string | null;
                                firstOn: string | null;
                                attempts: number;
                                paymentNo: string | null;
                                failure: {
                                    zh: string;
                                    en: string;
                                } | null;
                                nextAt: string | null;
                            }[];
                        }[];
                        offers: {
                            /** @enum {string} */
                            gateway: "wechat-pay" | "alipay";
                            /** @enum {string} */
                            scene: "mini" | "browser";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postAgreementsAgreementNoCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agreementNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreementNo: string;
                        accountNo: string;
                        /** @enum {string} */
                        gateway: "wechat-pay" | "alipay";
                        /** @enum {string} */
                        status: "signing" | "active" | "ending" | "ended";
                        /** Format: date-time */
                        createdAt: string;
                        signedAt: string | null;
                        endedAt: string | null;
                        endReason: ("customer" | "wallet" | "holder-ended" | "unbound" | "duplicate" | "not-signed" | "refused") | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        debits: {
                            cycle: string;
                            /** @enum {string} */
                            status: "planned" | "noticed" | "debiting" | "succeeded" | "failed" | "skipped" | "cancelled";
                            amountFen: number;
                            noticedOn: string | null;
                            firstOn: string | null;
                            attempts: number;
                            paymentNo: string | null;
                            failure: {
                                zh: string;
                                en: string;
                            } | null;
                            nextAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postAgreementsAgreementNoCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                agreementNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreementNo: string;
                        accountNo: string;
                        /** @enum {string} */
                        gateway: "wechat-pay" | "alipay";
                        /** @enum {string} */
                        status: "signing" | "active" | "ending" | "ended";
                        /** Format: date-time */
                        createdAt: string;
                        signedAt: string | null;
                        endedAt: string | null;
                        endReason: ("customer" | "wallet" | "holder-ended" | "unbound" | "duplicate" | "not-signed" | "refused") | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        debits: {
                            cycle: string;
                            /** @enum {string} */
                            status: "planned" | "noticed" | "debiting" | "succeeded" | "failed" | "skipped" | "cancelled";
                            amountFen: number;
                            noticedOn: string | null;
                            firstOn: string | null;
                            attempts: number;
                            paymentNo: string | null;
                            failure: {
                                zh: string;
                                en: string;
                            } | null;
                            nextAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postCardExchanges: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    serial: string;
                    pin: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serial: string;
                        pin: string;
                        faceFen: number;
                        expiresOn: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getClaims: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claims: {
                            claimNo: string;
                            paymentNo: string;
                            amountFen: number;
                            refundedFen: number;
                            reason: string;
                            rightAccountNo: string | null;
                            /** @enum {string} */
                            status: "open" | "refunded" | "refused";
                            answer: string | null;
                            createdAt: string;
                            answeredAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postClaims: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paymentNo: string;
                    reason: string;
                    rightAccountNo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claimNo: string;
                        paymentNo: string;
                        amountFen: number;
                        refundedFen: number;
                        reason: string;
                        rightAccountNo: string | null;
                        /** @enum {string} */
                        status: "open" | "refunded" | "refused";
                        answer: string | null;
                        createdAt: string;
                        answeredAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getCollectionPoints: {
        parameters: {
            query?: {
                channel?: "postal" | "agent" | "financial-terminal" | "bank-kiosk" | "bank-counter";
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        points: {
                            pointNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            partnerZh: string;
                            partnerEn: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        regions: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            accountNoPattern: string;
                            accountNoHintZh: string;
                            accountNoHintEn: string;
                        }[];
                        maxHouseholds: number;
                        /** @description What one prepayment may be */
                        prepayment: {
                            minFen: number;
                            maxFen: number;
                        };
                        /** @description The telephone number at which a person answers */
                        hotline: string;
                        demo: boolean;
                        wechatAppId: string | null;
                        oaAppId: string | null;
                        alipayAppId: string | null;
                        unionPayChannels: string[];
                        smsCodeSeconds: number;
                        demoSignIns?: {
                            labelZh: string;
                            labelEn: string;
                            phone: string;
                        }[];
                        sandboxUrl?: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getDebitBanks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        banks: {
                            code: string;
                            name: {
                                zh: string;
                                en: string;
                            };
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdPreviewsAccountNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        nameMasked: string;
                        addressMasked: string;
                        phoneHint: string | null;
                        ownPhone: boolean;
                        acceptedFacts: ("phone" | "identityNoTail" | "contractNo")[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        households: {
                            accountNo: string;
                            /** @enum {string} */
                            level: "pay-only" | "full";
                            isHolder: boolean;
                            nickname: string | null;
                            isDefault: boolean;
                            nameMasked: string;
                            addressMasked: string;
                            name: string | null;
                            address: string | null;
                            regionCode: string;
                            category: string;
                            owedFen: number;
                            openBills: number;
                            dueOn: string | null;
                            balanceFen: number | null;
                            prepaidFen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholds: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                    proof?: {
                        /** @constant */
                        kind: "phone";
                        /** @example 123456 */
                        code: string;
                    } | {
                        /** @constant */
                        kind: "facts";
                        phone?: string;
                        identityNoTail?: string;
                        contractNo?: string;
                        name?: string;
                        meterAssetNo?: string;
                    } | {
                        /** @constant */
                        kind: "own-phone";
                    };
                    nickname?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        /** @enum {string} */
                        level: "pay-only" | "full";
                        isHolder: boolean;
                        nickname: string | null;
                        isDefault: boolean;
                        nameMasked: string;
                        addressMasked: string;
                        name: string | null;
                        address: string | null;
                        regionCode: string;
                        category: string;
                        owedFen: number;
                        openBills: number;
                        dueOn: string | null;
                        balanceFen: number | null;
                        prepaidFen: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteHouseholdsAccountNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchHouseholdsAccountNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nickname?: string | null;
                    /** @constant */
                    isDefault?: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        /** @enum {string} */
                        level: "pay-only" | "full";
                        isHolder: boolean;
                        nickname: string | null;
                        isDefault: boolean;
                        nameMasked: string;
                        addressMasked: string;
                        name: string | null;
                        address: string | null;
                        regionCode: string;
                        category: string;
                        owedFen: number;
                        openBills: number;
                        dueOn: string | null;
                        balanceFen: number | null;
                        prepaidFen: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholdsAccountNoAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    gateway: "wechat-pay" | "alipay";
                    returnUrl?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreementNo: string;
                        accountNo: string;
                        /** @enum {string} */
                        gateway: "wechat-pay" | "alipay";
                        /** @enum {string} */
                        status: "signing" | "active" | "ending" | "ended";
                        /** Format: date-time */
                        createdAt: string;
                        signedAt: string | null;
                        endedAt: string | null;
                        endReason: ("customer" | "wallet" | "holder-ended" | "unbound" | "duplicate" | "not-signed" | "refused") | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        debits: {
                            cycle: string;
                            /** @enum {string} */
                            status: "planned" | "noticed" | "debiting" | "succeeded" | "failed" | "skipped" | "cancelled";
                            amountFen: number;
                            noticedOn: string | null;
                            firstOn: string | null;
                            attempts: number;
                            paymentNo: string | null;
                            failure: {
                                zh: string;
                                en: string;
                            } | null;
                            nextAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        paymentMode: "prepaid" | "postpaid";
                        rules: {
                            /** @enum {string} */
                            rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                            enabled: boolean;
                            /** @description Of the balance or the forecast */
                            amountFen: number | null;
                            /** @description Days left, or days before the due date */
                            days: number | null;
                            /** @description Of the usual use of a day */
                            percent: number | null;
                            /** @description What of it may be set */
                            thresholds: ("amountFen" | "days" | "percent")[];
                            /** @description Set by the person; else it is the default */
                            own: boolean;
                        }[];
                        /** @description Matters of safety: they cannot be stopped */
                        alwaysTold: string[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchHouseholdsAccountNoAlertsRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
                rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    enabled: boolean;
                    amountFen?: number | null;
                    days?: number | null;
                    percent?: number | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        paymentMode: "prepaid" | "postpaid";
                        rules: {
                            /** @enum {string} */
                            rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                            enabled: boolean;
                            /** @description Of the balance or the forecast */
                            amountFen: number | null;
                            /** @description Days left, or days before the due date */
                            days: number | null;
                            /** @description Of the usual use of a day */
                            percent: number | null;
                            /** @description What of it may be set */
                            thresholds: ("amountFen" | "days" | "percent")[];
                            /** @description Set by the person; else it is the default */
                            own: boolean;
                        }[];
                        /** @description Matters of safety: they cannot be stopped */
                        alwaysTold: string[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoBills: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bills: {
                            billNo: string;
                            month: string;
                            /** @description First day */
                            from: string;
                            /** @description Last day */
                            to: string;
                            /** @description kWh with two decimals */
                            energy: string;
                            totalFen: number;
                            paidFen: number;
                            outstandingFen: number;
                            /** @enum {string} */
                            status: "unpaid" | "part-paid" | "paid" | "reversed";
                            dueOn: string;
                            issuedAt: string;
                            estimated: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoBillsBillNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
                billNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        billNo: string;
                        month: string;
                        /** @description First day */
                        from: string;
                        /** @description Last day */
                        to: string;
                        /** @description kWh with two decimals */
                        energy: string;
                        totalFen: number;
                        paidFen: number;
                        outstandingFen: number;
                        /** @enum {string} */
                        status: "unpaid" | "part-paid" | "paid" | "reversed";
                        dueOn: string;
                        issuedAt: string;
                        estimated: boolean;
                        payableId: number | null;
                        energyFen: number;
                        adjustmentFen: number;
                        readings: {
                            meterAssetNo: string;
                            /** @enum {string} */
                            register: "total" | "peak" | "valley";
                            from: {
                                on: string;
                                /** @description kWh with two decimals */
                                value: string;
                            };
                            to: {
                                on: string;
                                /** @description kWh with two decimals */
                                value: string;
                            };
                            multiplier: number;
                            /** @description kWh with two decimals */
                            energy: string;
                            /** @enum {string} */
                            quality: "actual" | "estimated";
                        }[];
                        lines: {
                            /** @enum {string} */
                            kind: "energy" | "free-allowance" | "adjustment" | "late-fee";
                            period: ("flat" | "peak" | "valley") | null;
                            tier: number | null;
                            energy: string | null;
                            /** @description Yuan per kWh, such as "0.5469" */
                            priceYuan: string | null;
                            amountFen: number;
                            from: string;
                            to: string;
                            explainZh: string;
                            explainEn: string;
                        }[];
                        tier: {
                            yearFrom: string;
                            allowanceMonths: number;
                            /** @description kWh with two decimals */
                            used: string;
                            limits: string[];
                            current: number;
                        } | null;
                        /** @description The edition in force at the end of the period */
                        tariff: {
                            nameZh: string;
                            nameEn: string;
                            source: string;
                            note: string | null;
                            effectiveFrom: string;
                        } | null;
                        /** @description Every edition the lines were priced by */
                        tariffs: {
                            nameZh: string;
                            nameEn: string;
                            source: string;
                            note: string | null;
                            effectiveFrom: string;
                        }[];
                        payments: {
                            paymentNo: string;
                            paidAt: string;
                            amountFen: number;
                            channel: string;
                        }[];
                        /** @description What the balance or prepayment paid */
                        fromBalanceFen: number;
                        sumsNote: string;
                        /** @description Besides totalFen, which is the bill alone */
                        lateFee: {
                            payableId: number;
                            amountFen: number;
                            paidFen: number;
                            /** @description Days overdue on which it was counted */
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                /** @description Millionths a day */
                                ppm: number;
                            }[];
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        } | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoBoardListing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        listed: boolean;
                        boardListsHomes: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putHouseholdsAccountNoBoardListing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    listed: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        listed: boolean;
                        boardListsHomes: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholdsAccountNoCardRedemptions: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    serial: string;
                    pin: string;
                    /**
                     * @default bills
                     * @enum {string}
                     */
                    to?: "bills" | "balance";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        faceFen: number;
                        toBillsFen: number;
                        toBalanceFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoDunning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null: nothing is dunned */
                        stage: ("reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed") | null;
                        debtFen: number;
                        daysOverdue: number;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        /** @description Something stops the clock */
                        stopped: boolean;
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                        plan: {
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                        } | null;
                        lateFees: {
                            billNo: string;
                            month: string;
                            dueOn: string;
                            amountFen: number;
                            paidFen: number;
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                ppm: number;
                            }[];
                            throughOn: string;
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoForecast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Prepaid while a signed agreement holds
                         * @enum {string}
                         */
                        paymentMode: "prepaid" | "postpaid";
                        /** @description The day of the latest reading; null without readings */
                        asOf: string | null;
                        /** @description The last day billed */
                        since: string | null;
                        /** @description Used since the last bill until `asOf`; null when not known */
                        energySince: string | null;
                        costSinceFen: number | null;
                        /** @description Balance and prepayment */
                        keptFen: number;
                        /** @description Unpaid bills */
                        owedFen: number;
                        /** @description Kept, less owed, less used since; as of `asOf` */
                        runningFen: number | null;
                        perDayEnergy: string | null;
                        perDayFen: number | null;
                        /** @description Whole days for which the running balance lasts, with the range that holds four times of five */
                        daysLeft: {
                            days: number;
                            low: number;
                            high: number;
                        } | null;
                        /** @description Days of the last 28 without a reading of their own */
                        missingDays: number;
                        /** @description This month as it will probably be billed */
                        month: {
                            month: string;
                            /** @description kWh with two decimals */
                            energy: string;
                            fen: number;
                            lowFen: number;
                            highFen: number;
                        } | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoMandate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholdsAccountNoMandate: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bankCode: string;
                    bankAccount: string;
                    holderName: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteHouseholdsAccountNoMandate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoOutageProposals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proposals: {
                            id: number;
                            outageNo: string;
                            reason: string;
                            area: string;
                            /** @enum {string} */
                            state: "to-answer" | "answered" | "agreed" | "over";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholdsAccountNoOutageProposalsIdAnswer: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    act: "agree";
                    note?: string;
                } | {
                    /** @constant */
                    act: "counter";
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        proposals: {
                            id: number;
                            outageNo: string;
                            reason: string;
                            area: string;
                            /** @enum {string} */
                            state: "to-answer" | "answered" | "agreed" | "over";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoPeople: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: {
                            bindingId: string;
                            phoneMasked: string | null;
                            /** @enum {string} */
                            level: "pay-only" | "full";
                            since: string;
                            isMe: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteHouseholdsAccountNoPeopleBindingId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
                bindingId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postHouseholdsAccountNoProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    proof: {
                        /** @constant */
                        kind: "phone";
                        /** @example 123456 */
                        code: string;
                    } | {
                        /** @constant */
                        kind: "facts";
                        phone?: string;
                        identityNoTail?: string;
                        contractNo?: string;
                        name?: string;
                        meterAssetNo?: string;
                    } | {
                        /** @constant */
                        kind: "own-phone";
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        /** @enum {string} */
                        level: "pay-only" | "full";
                        isHolder: boolean;
                        nickname: string | null;
                        isDefault: boolean;
                        nameMasked: string;
                        addressMasked: string;
                        name: string | null;
                        address: string | null;
                        regionCode: string;
                        category: string;
                        owedFen: number;
                        openBills: number;
                        dueOn: string | null;
                        balanceFen: number | null;
                        prepaidFen: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoSummary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        asOf: string | null;
                        owedFen: number;
                        overdueFen: number;
                        dueOn: string | null;
                        balanceFen: number | null;
                        prepaidFen: number | null;
                        latestBill: {
                            billNo: string;
                            month: string;
                            /** @description First day */
                            from: string;
                            /** @description Last day */
                            to: string;
                            /** @description kWh with two decimals */
                            energy: string;
                            totalFen: number;
                            paidFen: number;
                            outstandingFen: number;
                            /** @enum {string} */
                            status: "unpaid" | "part-paid" | "paid" | "reversed";
                            dueOn: string;
                            issuedAt: string;
                            estimated: boolean;
                        } | null;
                        thisMonth: {
                            month: string;
                            /** @description kWh with two decimals; null when not known */
                            energy: string | null;
                            /** @description kWh with two decimals; null when not known */
                            lastMonthEnergy: string | null;
                            /** @description kWh with two decimals; null when not known */
                            lastYearEnergy: string | null;
                        } | null;
                        openPayables: {
                            payableId: number;
                            /** @enum {string} */
                            kind: "bill" | "late-fee";
                            title: string;
                            month: string | null;
                            amountFen: number;
                            paidFen: number;
                            outstandingFen: number;
                            dueOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoUsage: {
        parameters: {
            query?: {
                months?: number;
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        months: {
                            month: string;
                            /** @description kWh with two decimals; null when not known */
                            energy: string | null;
                            /** @description kWh with two decimals; null when not known */
                            peak: string | null;
                            /** @description kWh with two decimals; null when not known */
                            valley: string | null;
                            estimated: boolean;
                            totalFen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoUsageDaily: {
        parameters: {
            query?: {
                days?: "7" | "30" | "62";
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The day of the latest reading */
                        asOf: string | null;
                        days: {
                            on: string;
                            /** @description kWh with two decimals; null when not known */
                            energy: string | null;
                            /** @description kWh with two decimals; null when not known */
                            peak: string | null;
                            /** @description kWh with two decimals; null when not known */
                            valley: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoUsageExport: {
        parameters: {
            query: {
                format: "csv" | "green-button";
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoUsagePlans: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        current: "flat" | "time-of-use";
                        /** @description Why there is nothing to compare: no such tariff here, or a meter that does not measure by time */
                        unavailable: ("no-plan" | "not-measured") | null;
                        /** @description What the months below would have cost at the flat price */
                        flatFen: number;
                        timeOfUseFen: number;
                        /** @description kWh with two decimals */
                        energy: string;
                        /** @description kWh with two decimals */
                        valley: string;
                        months: {
                            month: string;
                            /** @description kWh with two decimals */
                            energy: string;
                            /** @description kWh with two decimals */
                            valley: string;
                            flatFen: number;
                            timeOfUseFen: number;
                        }[];
                        /** @description Months of the last twelve without both registers */
                        leftOut: string[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getHouseholdsAccountNoUsageTier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        year: string;
                        asOf: string | null;
                        /** @description kWh with two decimals */
                        used: string;
                        limits: string[];
                        /** @description Null under a tariff without tiers */
                        tier: number | null;
                        toNextTier: string | null;
                        /** @description Months of allowance in this tier year */
                        months: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getInvoiceTitles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        offered: boolean;
                        titles: {
                            titleId: number;
                            /** @enum {string} */
                            kind: "personal" | "company";
                            name: string;
                            taxNo: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postInvoiceTitles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    kind: "personal";
                    name: string;
                } | {
                    /** @constant */
                    kind: "company";
                    name: string;
                    taxNo: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        titleId: number;
                        /** @enum {string} */
                        kind: "personal" | "company";
                        name: string;
                        taxNo: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteInvoiceTitlesTitleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                titleId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getInvoices: {
        parameters: {
            query?: {
                paymentNo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        offered: boolean;
                        invoices: {
                            invoiceNo: string;
                            /**
                             * @description A red one takes back what was refunded of a blue one
                             * @enum {string}
                             */
                            kind: "blue" | "red";
                            originalInvoiceNo: string | null;
                            paymentNo: string;
                            title: {
                                /** @enum {string} */
                                kind: "personal" | "company";
                                name: string;
                                taxNo: string | null;
                            };
                            amountFen: number;
                            /** @enum {string} */
                            status: "requested" | "issued" | "failed";
                            /** @description 数电票号码 */
                            fiscalNo: string | null;
                            pdfUrl: string | null;
                            requestedAt: string;
                            issuedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postInvoices: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paymentNo: string;
                    titleId: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invoiceNo: string;
                        /**
                         * @description A red one takes back what was refunded of a blue one
                         * @enum {string}
                         */
                        kind: "blue" | "red";
                        originalInvoiceNo: string | null;
                        paymentNo: string;
                        title: {
                            /** @enum {string} */
                            kind: "personal" | "company";
                            name: string;
                            taxNo: string | null;
                        };
                        amountFen: number;
                        /** @enum {string} */
                        status: "requested" | "issued" | "failed";
                        /** @description 数电票号码 */
                        fiscalNo: string | null;
                        pdfUrl: string | null;
                        requestedAt: string;
                        issuedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postKioskEnrolments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    /** Format: base64 */
                    publicKey: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deviceNo: string;
                        name: string;
                        place: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postKioskEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    events: ({
                        sequence: number;
                        /** Format: date-time */
                        at: string;
                        /** @constant */
                        kind: "note";
                        session: string;
                        accountNo: string;
                        /** @enum {number} */
                        fen: 100 | 500 | 1000 | 2000 | 5000 | 10000;
                    } | {
                        sequence: number;
                        /** Format: date-time */
                        at: string;
                        /** @constant */
                        kind: "finish";
                        session: string;
                        notes: number;
                        fen: number;
                    } | {
                        sequence: number;
                        /** Format: date-time */
                        at: string;
                        /** @constant */
                        kind: "box";
                        removed: string;
                        inserted: string;
                    })[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: number;
                        sessions: {
                            session: string;
                            paymentNo: string;
                            fen: number;
                            surplusFen: number;
                            receiptNo: string | null;
                            checkUrl: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postKioskKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: base64 */
                    publicKey: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deviceNo: string;
                        name: string;
                        place: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postKioskPayments: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                    items: {
                        payableId: number;
                        amountFen: number;
                    }[];
                    prepaymentFen?: number;
                    /** @enum {string} */
                    method: "wechat" | "alipay";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        amountFen: number;
                        qrText: string | null;
                        expiresAt: string;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        surplusFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getKioskPaymentsPaymentNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        amountFen: number;
                        qrText: string | null;
                        expiresAt: string;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        surplusFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postKioskQuotes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        nameMasked: string;
                        addressMasked: string;
                        balanceFen: number;
                        owedFen: number;
                        items: {
                            payableId: number;
                            title: string;
                            month: string | null;
                            dueOn: string | null;
                            outstandingFen: number;
                            locked: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getKioskState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deviceNo: string;
                        name: string;
                        place: string;
                        boxNo: string | null;
                        next: number;
                        methods: ("wechat" | "alipay")[];
                        utilityZh: string;
                        utilityEn: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        phone: string | null;
                        identities: {
                            id: string;
                            provider: string;
                            createdAt: string;
                        }[];
                        defaultAccountNo: string | null;
                        householdCount: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMeData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        since: string;
                        phone: string | null;
                        identities: {
                            provider: string;
                            since: string;
                        }[];
                        sessions: {
                            since: string;
                            until: string;
                        }[];
                        bindings: {
                            accountNo: string;
                            level: string;
                            nickname: string | null;
                            since: string;
                            until: string | null;
                        }[];
                        payments: {
                            paymentNo: string;
                            amountFen: number;
                            status: string;
                            at: string;
                        }[];
                        invoiceTitles: {
                            kind: string;
                            name: string;
                            taxNo: string | null;
                        }[];
                        claims: {
                            claimNo: string;
                            paymentNo: string;
                            reason: string;
                            at: string;
                        }[];
                        consents: {
                            kind: string;
                            edition: string;
                            at: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMeDeletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    confirm: true;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteMeIdentitiesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        phone: string | null;
                        identities: {
                            id: string;
                            provider: string;
                            createdAt: string;
                        }[];
                        defaultAccountNo: string | null;
                        householdCount: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMePhone: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example 13800000001 */
                    phone: string;
                    /** @example 123456 */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        personId: string;
                        phone: string | null;
                        identities: {
                            id: string;
                            provider: string;
                            createdAt: string;
                        }[];
                        defaultAccountNo: string | null;
                        householdCount: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMessageConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accepted: ("low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal")[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            name: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            chosen: boolean;
                            reachable: boolean;
                        }[];
                        quiet: {
                            from: string;
                            until: string;
                        } | null;
                        hallQuiet: {
                            from: string;
                            until: string;
                        };
                        /** @enum {string} */
                        language: "zh" | "en";
                        emailMasked: string | null;
                        events: {
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            title: string;
                            on: boolean;
                            mayStop: boolean;
                            wechat: {
                                templateId: string;
                                left: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMessagePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            name: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            chosen: boolean;
                            reachable: boolean;
                        }[];
                        quiet: {
                            from: string;
                            until: string;
                        } | null;
                        hallQuiet: {
                            from: string;
                            until: string;
                        };
                        /** @enum {string} */
                        language: "zh" | "en";
                        emailMasked: string | null;
                        events: {
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            title: string;
                            on: boolean;
                            mayStop: boolean;
                            wechat: {
                                templateId: string;
                                left: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putMessagePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channels?: ("wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app")[];
                    quiet?: {
                        from: string;
                        until: string;
                    } | null;
                    /** @enum {string} */
                    language?: "zh" | "en";
                    email?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            name: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            chosen: boolean;
                            reachable: boolean;
                        }[];
                        quiet: {
                            from: string;
                            until: string;
                        } | null;
                        hallQuiet: {
                            from: string;
                            until: string;
                        };
                        /** @enum {string} */
                        language: "zh" | "en";
                        emailMasked: string | null;
                        events: {
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            title: string;
                            on: boolean;
                            mayStop: boolean;
                            wechat: {
                                templateId: string;
                                left: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putMessagePreferencesEventsEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    on: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: {
                            /** @enum {string} */
                            name: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            chosen: boolean;
                            reachable: boolean;
                        }[];
                        quiet: {
                            from: string;
                            until: string;
                        } | null;
                        hallQuiet: {
                            from: string;
                            until: string;
                        };
                        /** @enum {string} */
                        language: "zh" | "en";
                        emailMasked: string | null;
                        events: {
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            title: string;
                            on: boolean;
                            mayStop: boolean;
                            wechat: {
                                templateId: string;
                                left: number;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getMessages: {
        parameters: {
            query?: {
                before?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: {
                            id: number;
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            title: string;
                            body: string;
                            /** Format: date-time */
                            at: string;
                            read: boolean;
                            accountNo: string | null;
                        }[];
                        unread: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMessagesRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    upTo: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unread: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postMeterLookups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    assetNo: string;
                } | {
                    regionCode: string;
                    address: string;
                } | {
                    /** @constant */
                    ownPhone: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        matches: {
                            accountNo: string;
                            addressMasked: string;
                            nameMasked: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOutages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outages: {
                            outageNo: string;
                            /** @enum {string} */
                            kind: "planned" | "temporary" | "fault";
                            /** @enum {string} */
                            status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                            reason: string;
                            area: string;
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            publishedAt: string | null;
                            begunAt: string | null;
                            restoredAt: string | null;
                            cancelledAt: string | null;
                            homes: {
                                accountNo: string;
                                nickname: string | null;
                                address: string;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getOutagesOutageNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        homes: {
                            accountNo: string;
                            nickname: string | null;
                            address: string;
                        }[];
                        history: {
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            at: string;
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                        }[];
                        notices: {
                            name: string;
                            path: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPayLinksToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNoMasked: string;
                        totalFen: number;
                        owedFen: number;
                        locked: boolean;
                        reason: string;
                        expiresAt: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPayments: {
        parameters: {
            query?: {
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payments: {
                            paymentNo: string;
                            /** @enum {string} */
                            status: "created" | "pending" | "settled" | "closed" | "failed";
                            /** @enum {string} */
                            stage: "waiting" | "paid" | "credited" | "closed" | "failed";
                            channel: string;
                            method: ("wechat" | "alipay" | "unionpay") | null;
                            product: string;
                            amountFen: number;
                            refundedFen: number;
                            surplusFen: number;
                            description: string;
                            items: {
                                payableId: number;
                                kind: string;
                                title: string;
                                accountNo: string;
                                addressMasked: string;
                                amountFen: number;
                                appliedFen: number;
                            }[];
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            settledAt: string | null;
                            action: ({
                                kind: string;
                            } & {
                                [key: string]: unknown;
                            }) | null;
                            receiptNo: string | null;
                            /** @description Where a home stands that was cut off when this payment was begun; null for every other */
                            supply: {
                                /** @enum {string} */
                                state: "suspended" | "reconnecting" | "restored";
                                /** Format: date-time */
                                since: string;
                            } | null;
                            messageZh: string | null;
                            messageEn: string | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPayments: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    channel: string;
                    /** @enum {string} */
                    method: "wechat" | "alipay" | "unionpay";
                    /** @enum {string} */
                    product?: "mini" | "jsapi" | "h5" | "native" | "app" | "create" | "wap" | "page" | "precreate" | "front";
                    items?: {
                        payableId: number;
                        amountFen: number;
                    }[];
                    prepayments?: {
                        accountNo: string;
                        amountFen: number;
                    }[];
                    returnUrl?: string;
                    replace?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        status: "created" | "pending" | "settled" | "closed" | "failed";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "credited" | "closed" | "failed";
                        channel: string;
                        method: ("wechat" | "alipay" | "unionpay") | null;
                        product: string;
                        amountFen: number;
                        refundedFen: number;
                        surplusFen: number;
                        description: string;
                        items: {
                            payableId: number;
                            kind: string;
                            title: string;
                            accountNo: string;
                            addressMasked: string;
                            amountFen: number;
                            appliedFen: number;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        settledAt: string | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        receiptNo: string | null;
                        /** @description Where a home stands that was cut off when this payment was begun; null for every other */
                        supply: {
                            /** @enum {string} */
                            state: "suspended" | "reconnecting" | "restored";
                            /** Format: date-time */
                            since: string;
                        } | null;
                        messageZh: string | null;
                        messageEn: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPaymentsPaymentNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        status: "created" | "pending" | "settled" | "closed" | "failed";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "credited" | "closed" | "failed";
                        channel: string;
                        method: ("wechat" | "alipay" | "unionpay") | null;
                        product: string;
                        amountFen: number;
                        refundedFen: number;
                        surplusFen: number;
                        description: string;
                        items: {
                            payableId: number;
                            kind: string;
                            title: string;
                            accountNo: string;
                            addressMasked: string;
                            amountFen: number;
                            appliedFen: number;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        settledAt: string | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        receiptNo: string | null;
                        /** @description Where a home stands that was cut off when this payment was begun; null for every other */
                        supply: {
                            /** @enum {string} */
                            state: "suspended" | "reconnecting" | "restored";
                            /** Format: date-time */
                            since: string;
                        } | null;
                        messageZh: string | null;
                        messageEn: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPaymentsPaymentNoCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        status: "created" | "pending" | "settled" | "closed" | "failed";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "credited" | "closed" | "failed";
                        channel: string;
                        method: ("wechat" | "alipay" | "unionpay") | null;
                        product: string;
                        amountFen: number;
                        refundedFen: number;
                        surplusFen: number;
                        description: string;
                        items: {
                            payableId: number;
                            kind: string;
                            title: string;
                            accountNo: string;
                            addressMasked: string;
                            amountFen: number;
                            appliedFen: number;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        settledAt: string | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        receiptNo: string | null;
                        /** @description Where a home stands that was cut off when this payment was begun; null for every other */
                        supply: {
                            /** @enum {string} */
                            state: "suspended" | "reconnecting" | "restored";
                            /** Format: date-time */
                            since: string;
                        } | null;
                        messageZh: string | null;
                        messageEn: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPaymentsPaymentNoCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        /** @enum {string} */
                        status: "created" | "pending" | "settled" | "closed" | "failed";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "credited" | "closed" | "failed";
                        channel: string;
                        method: ("wechat" | "alipay" | "unionpay") | null;
                        product: string;
                        amountFen: number;
                        refundedFen: number;
                        surplusFen: number;
                        description: string;
                        items: {
                            payableId: number;
                            kind: string;
                            title: string;
                            accountNo: string;
                            addressMasked: string;
                            amountFen: number;
                            appliedFen: number;
                        }[];
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                        settledAt: string | null;
                        action: ({
                            kind: string;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        receiptNo: string | null;
                        /** @description Where a home stands that was cut off when this payment was begun; null for every other */
                        supply: {
                            /** @enum {string} */
                            state: "suspended" | "reconnecting" | "restored";
                            /** Format: date-time */
                            since: string;
                        } | null;
                        messageZh: string | null;
                        messageEn: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPaymentsPaymentNoReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        receiptNo: string;
                        paymentNo: string;
                        /** Format: date-time */
                        issuedAt: string;
                        /** Format: date-time */
                        paidAt: string;
                        amountFen: number;
                        refundedFen: number;
                        payerMasked: string;
                        items: {
                            title: string;
                            accountNoMasked: string;
                            addressMasked: string;
                            nameMasked: string;
                            amountFen: number;
                        }[];
                        checkUrl: string;
                        pdfUrl: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postPaymentsPaymentNoSurplusReturn: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refundNo: string;
                        amountFen: number;
                        /** @enum {string} */
                        status: "awaiting-approval" | "pending" | "succeeded" | "failed" | "rejected";
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getPublicOutages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outages: {
                            outageNo: string;
                            /** @enum {string} */
                            kind: "planned" | "temporary" | "fault";
                            /** @enum {string} */
                            status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                            reason: string;
                            area: string;
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            publishedAt: string | null;
                            begunAt: string | null;
                            restoredAt: string | null;
                            cancelledAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReceiptChecksCheckCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                checkCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        valid: boolean;
                        receiptNo: string;
                        /** Format: date-time */
                        issuedAt: string;
                        /** Format: date-time */
                        paidAt: string;
                        amountFen: number;
                        refundedFen: number;
                        utilityZh: string;
                        utilityEn: string;
                        items: {
                            title: string;
                            accountNoMasked: string;
                            addressMasked: string;
                            nameMasked: string;
                            amountFen: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getReceiptsReceiptNoPdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receiptNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    kind: "sms";
                    /** @example 13800000001 */
                    phone: string;
                    /** @example 123456 */
                    code: string;
                    /** Format: date */
                    privacyEdition?: string;
                } | {
                    /** @constant */
                    kind: "wechat-mini";
                    code: string;
                    /** Format: date */
                    privacyEdition?: string;
                } | {
                    /** @constant */
                    kind: "wechat-oa";
                    code: string;
                    /** Format: date */
                    privacyEdition?: string;
                } | {
                    /** @constant */
                    kind: "alipay";
                    code: string;
                    /** Format: date */
                    privacyEdition?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        expiresAt: string;
                        me: {
                            personId: string;
                            phone: string | null;
                            identities: {
                                id: string;
                                provider: string;
                                createdAt: string;
                            }[];
                            defaultAccountNo: string | null;
                            householdCount: number;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteSessionsCurrent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getSignInWechatOa: {
        parameters: {
            query: {
                state: string;
                page?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        url: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postSmsCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    purpose: "sign-in";
                    /** @example 13800000001 */
                    phone: string;
                } | {
                    /** @constant */
                    purpose: "merge";
                    /** @example 13800000001 */
                    phone: string;
                } | {
                    /** @constant */
                    purpose: "bind";
                    accountNo: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sentTo: string;
                        expiresInSeconds: number;
                        resendInSeconds: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccounts: {
        parameters: {
            query: {
                query: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            accountNo: string;
                            regionCode: string;
                            category: string;
                            status: string;
                            nameMasked: string | null;
                            phoneMasked: string | null;
                            addressMasked: string;
                            owedFen: number;
                            holding: ("present" | "future" | "past") | null;
                            foundBy: ("future" | "past") | null;
                        }[];
                        more: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccountsAccountNo: {
        parameters: {
            query?: {
                contractNo?: string;
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        account: {
                            accountNo: string;
                            regionCode: string;
                            regionNameZh: string;
                            regionNameEn: string;
                            category: string;
                            status: string;
                            addressMasked: string;
                            meteringPointCode: string;
                            meters: {
                                assetNo: string;
                                installedOn: string;
                                removedOn: string | null;
                                multiplier: number;
                            }[];
                        };
                        holder: {
                            contractNo: string;
                            from: string;
                            to: string | null;
                            /** @enum {string} */
                            state: "present" | "future" | "past";
                            prepaid: boolean;
                            nameMasked: string | null;
                            phoneMasked: string | null;
                            identityNoMasked: string | null;
                            options: {
                                kind: string;
                                from: string;
                                to: string | null;
                                people: number | null;
                            }[];
                        } | null;
                        money: {
                            owedFen: number;
                            balanceFen: number;
                            prepaidFen: number;
                        } | null;
                        bills: {
                            billNo: string;
                            month: string;
                            /** @enum {string} */
                            status: "unpaid" | "part-paid" | "paid" | "reversed" | "reversal";
                            energy: string;
                            totalFen: number;
                            paidFen: number;
                            dueOn: string;
                            issuedAt: string;
                            estimated: boolean;
                        }[];
                        payments: {
                            paymentNo: string;
                            createdAt: string;
                            settledAt: string | null;
                            status: string;
                            channel: string;
                            gateway: string;
                            amountFen: number;
                            refundedFen: number;
                        }[];
                        bindings: {
                            bindingId: string;
                            level: string;
                            isHolder: boolean;
                            since: string;
                            removedAt: string | null;
                            removedBy: string | null;
                            phoneMasked: string | null;
                            providers: string[];
                        }[];
                        consents: {
                            /** @enum {string} */
                            kind: "privacy-policy" | "auto-pay" | "bank-debit";
                            subject: string;
                            phoneMasked: string | null;
                            since: string;
                            until: string | null;
                        }[];
                        notes: {
                            id: number;
                            text: string;
                            writtenBy: string;
                            writtenAt: string;
                        }[];
                        holders: {
                            contractNo: string;
                            from: string;
                            to: string | null;
                            /** @enum {string} */
                            state: "present" | "future" | "past";
                            nameMasked: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccountsAccountNoAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        paymentMode: "prepaid" | "postpaid";
                        /** @description As kept for the sweep; null until it has been worked out */
                        estimate: {
                            /** @enum {string} */
                            paymentMode: "prepaid" | "postpaid";
                            asOf: string | null;
                            keptFen: number;
                            owedFen: number;
                            usedFen: number | null;
                            perDayFen: number | null;
                            forecastMonth: string | null;
                            forecastFen: number | null;
                            forecastLowFen: number | null;
                            forecastHighFen: number | null;
                            missingDays: number;
                            stale: boolean;
                            refreshedAt: string;
                        } | null;
                        people: {
                            phoneMasked: string | null;
                            level: string;
                            isHolder: boolean;
                            rules: {
                                /** @enum {string} */
                                rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                                enabled: boolean;
                                /** @description Of the balance or the forecast */
                                amountFen: number | null;
                                /** @description Days left, or days before the due date */
                                days: number | null;
                                /** @description Of the usual use of a day */
                                percent: number | null;
                                own: boolean;
                            }[];
                        }[];
                        mayHaveContacts: boolean;
                        contacts: {
                            id: number;
                            /** @enum {string} */
                            role: "finance" | "operations" | "manager" | "emergency";
                            nameMasked: string;
                            phoneMasked: string | null;
                            emailMasked: string | null;
                            /** @enum {string} */
                            language: "zh" | "en";
                            addedBy: string;
                            addedAt: string;
                        }[];
                        alerts: {
                            id: number;
                            accountNo: string;
                            rule: string;
                            event: string;
                            status: string;
                            why: string | null;
                            createdAt: string;
                            /** @enum {string} */
                            to: "person" | "contact" | "holder";
                            params: {
                                [key: string]: unknown;
                            };
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoContacts: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "finance" | "operations" | "manager" | "emergency";
                    name: string;
                    phone?: string;
                    /** Format: email */
                    email?: string;
                    /**
                     * @default zh
                     * @enum {string}
                     */
                    language?: "zh" | "en";
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: {
                            id: number;
                            /** @enum {string} */
                            role: "finance" | "operations" | "manager" | "emergency";
                            nameMasked: string;
                            phoneMasked: string | null;
                            emailMasked: string | null;
                            /** @enum {string} */
                            language: "zh" | "en";
                            addedBy: string;
                            addedAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteStaffAccountsAccountNoContactsContactId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
                contactId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        contacts: {
                            id: number;
                            /** @enum {string} */
                            role: "finance" | "operations" | "manager" | "emergency";
                            nameMasked: string;
                            phoneMasked: string | null;
                            emailMasked: string | null;
                            /** @enum {string} */
                            language: "zh" | "en";
                            addedBy: string;
                            addedAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccountsAccountNoDunning: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            caseNo: string;
                            accountNo: string;
                            category: string;
                            /** @enum {string} */
                            kind: "postpaid" | "prepaid";
                            /** @enum {string} */
                            status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                            step: number;
                            round: number;
                            debtFen: number;
                            /** @description The due day of the oldest unpaid bill */
                            overdueSince: string;
                            daysOverdue: number;
                            stops: {
                                /** @enum {string} */
                                code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                                until?: string;
                            }[];
                            holdUntil: string | null;
                            disconnectOn: string | null;
                            disconnectAt: string | null;
                            submittedBy: string | null;
                            decidedBy: string | null;
                            suspendedAt: string | null;
                            clearedAt: string | null;
                            restoreBy: string | null;
                            openedAt: string;
                            nextAt: string;
                            closedAt: string | null;
                            closeReason: string | null;
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                            note: string | null;
                            addedBy: string;
                            addedAt: string;
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                        lateFees: {
                            billNo: string;
                            month: string;
                            dueOn: string;
                            amountFen: number;
                            paidFen: number;
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                ppm: number;
                            }[];
                            throughOn: string;
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoInstalments: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    parts: {
                        /** Format: date */
                        dueOn: string;
                        amountFen: number;
                    }[];
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            caseNo: string;
                            accountNo: string;
                            category: string;
                            /** @enum {string} */
                            kind: "postpaid" | "prepaid";
                            /** @enum {string} */
                            status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                            step: number;
                            round: number;
                            debtFen: number;
                            /** @description The due day of the oldest unpaid bill */
                            overdueSince: string;
                            daysOverdue: number;
                            stops: {
                                /** @enum {string} */
                                code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                                until?: string;
                            }[];
                            holdUntil: string | null;
                            disconnectOn: string | null;
                            disconnectAt: string | null;
                            submittedBy: string | null;
                            decidedBy: string | null;
                            suspendedAt: string | null;
                            clearedAt: string | null;
                            restoreBy: string | null;
                            openedAt: string;
                            nextAt: string;
                            closedAt: string | null;
                            closeReason: string | null;
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                            note: string | null;
                            addedBy: string;
                            addedAt: string;
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                        lateFees: {
                            billNo: string;
                            month: string;
                            dueOn: string;
                            amountFen: number;
                            paidFen: number;
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                ppm: number;
                            }[];
                            throughOn: string;
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoMandate: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bankCode: string;
                    bankAccount: string;
                    holderName: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoNotes: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    contractNo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notes: {
                            id: number;
                            text: string;
                            writtenBy: string;
                            writtenAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "flat" | "time-of-use";
                    /** Format: date */
                    from: string;
                    reason: string;
                } | {
                    /** @constant */
                    kind: "large-household";
                    /** @description Null ends the grant */
                    people: number | null;
                    /** Format: date */
                    from: string;
                    reason: string;
                } | {
                    /** @constant */
                    kind: "low-income";
                    granted: boolean;
                    /** Format: date */
                    from: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccountsAccountNoPrepaidAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements: {
                            agreementNo: string;
                            signedOn: string;
                            /** @description The first day on which it no longer holds */
                            endedOn: string | null;
                            recordedBy: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoPrepaidAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    agreementNo: string;
                    /** Format: date */
                    signedOn: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements: {
                            agreementNo: string;
                            signedOn: string;
                            /** @description The first day on which it no longer holds */
                            endedOn: string | null;
                            recordedBy: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoPrepaidAgreementsEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        agreements: {
                            agreementNo: string;
                            signedOn: string;
                            /** @description The first day on which it no longer holds */
                            endedOn: string | null;
                            recordedBy: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoReveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    contractNo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string | null;
                        phone: string | null;
                        identityNo: string | null;
                        address: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAccountsAccountNoSpecialNeeds: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                    /** @constant */
                    consent: true;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cases: {
                            caseNo: string;
                            accountNo: string;
                            category: string;
                            /** @enum {string} */
                            kind: "postpaid" | "prepaid";
                            /** @enum {string} */
                            status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                            step: number;
                            round: number;
                            debtFen: number;
                            /** @description The due day of the oldest unpaid bill */
                            overdueSince: string;
                            daysOverdue: number;
                            stops: {
                                /** @enum {string} */
                                code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                                until?: string;
                            }[];
                            holdUntil: string | null;
                            disconnectOn: string | null;
                            disconnectAt: string | null;
                            submittedBy: string | null;
                            decidedBy: string | null;
                            suspendedAt: string | null;
                            clearedAt: string | null;
                            restoreBy: string | null;
                            openedAt: string;
                            nextAt: string;
                            closedAt: string | null;
                            closeReason: string | null;
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                            note: string | null;
                            addedBy: string;
                            addedAt: string;
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                        lateFees: {
                            billNo: string;
                            month: string;
                            dueOn: string;
                            amountFen: number;
                            paidFen: number;
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                ppm: number;
                            }[];
                            throughOn: string;
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAccountsAccountNoUsage: {
        parameters: {
            query?: {
                months?: number;
                contractNo?: string;
            };
            header?: never;
            path: {
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        months: {
                            month: string;
                            /** @description kWh with two decimals; null when not known */
                            energy: string | null;
                            /** @description kWh with two decimals; null when not known */
                            peak: string | null;
                            /** @description kWh with two decimals; null when not known */
                            valley: string | null;
                            estimated: boolean;
                            totalFen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAlertDefaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        defaults: {
                            id: number;
                            /** @enum {string} */
                            rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                            /** @enum {string} */
                            paymentMode: "prepaid" | "postpaid";
                            enabled: boolean;
                            /** @description Of the balance or the forecast */
                            amountFen: number | null;
                            /** @description Days left, or days before the due date */
                            days: number | null;
                            /** @description Of the usual use of a day */
                            percent: number | null;
                            validFrom: string;
                            source: string;
                            setBy: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffAlertDefaults: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                    /** @enum {string} */
                    paymentMode: "prepaid" | "postpaid";
                    enabled: boolean;
                    /** @default null */
                    amountFen?: number | null;
                    /** @default null */
                    days?: number | null;
                    /** @default null */
                    percent?: number | null;
                    /** Format: date */
                    validFrom?: string;
                    source: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        defaults: {
                            id: number;
                            /** @enum {string} */
                            rule: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                            /** @enum {string} */
                            paymentMode: "prepaid" | "postpaid";
                            enabled: boolean;
                            /** @description Of the balance or the forecast */
                            amountFen: number | null;
                            /** @description Days left, or days before the due date */
                            days: number | null;
                            /** @description Of the usual use of a day */
                            percent: number | null;
                            validFrom: string;
                            source: string;
                            setBy: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAlerts: {
        parameters: {
            query?: {
                query?: string;
                rule?: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "autopay-debited";
                status?: "waiting" | "working" | "sent" | "delivered" | "stopped" | "dead";
                before?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: {
                            id: number;
                            accountNo: string;
                            rule: string;
                            event: string;
                            status: string;
                            why: string | null;
                            createdAt: string;
                            /** @enum {string} */
                            to: "person" | "contact" | "holder";
                            params: {
                                [key: string]: unknown;
                            };
                        }[];
                        more: boolean;
                        sweeps: {
                            id: number;
                            startedAt: string;
                            finishedAt: string | null;
                            accounts: number;
                            queued: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffAudit: {
        parameters: {
            query?: {
                actor?: string;
                action?: string;
                subject?: string;
                from?: string;
                to?: string;
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: {
                            id: number;
                            at: string;
                            actor: string;
                            action: string;
                            subject: string;
                            detail: {
                                [key: string]: unknown;
                            };
                            requestId: string | null;
                        }[];
                        nextBefore: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffBillingRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        runs: {
                            id: number;
                            regionCode: string;
                            month: string;
                            /** @enum {string} */
                            status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                            createdBy: string;
                            createdAt: string;
                            approvedBy: string | null;
                            approvedAt: string | null;
                            issuedAt: string | null;
                            summary: {
                                /** @description Bills that will be, or were, issued */
                                ready: number;
                                readyFen: number;
                                estimated: number;
                                exceptions: {
                                    [key: string]: number;
                                };
                            } | null;
                            issued: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffBillingRuns: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    regionCode: string;
                    /** @example 2026-10 */
                    month: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        month: string;
                        /** @enum {string} */
                        status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        approvedBy: string | null;
                        approvedAt: string | null;
                        issuedAt: string | null;
                        summary: {
                            /** @description Bills that will be, or were, issued */
                            ready: number;
                            readyFen: number;
                            estimated: number;
                            exceptions: {
                                [key: string]: number;
                            };
                        } | null;
                        issued: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffBillingRunsRunId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        month: string;
                        /** @enum {string} */
                        status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        approvedBy: string | null;
                        approvedAt: string | null;
                        issuedAt: string | null;
                        summary: {
                            /** @description Bills that will be, or were, issued */
                            ready: number;
                            readyFen: number;
                            estimated: number;
                            exceptions: {
                                [key: string]: number;
                            };
                        } | null;
                        issued: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffBillingRunsRunIdApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        month: string;
                        /** @enum {string} */
                        status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        approvedBy: string | null;
                        approvedAt: string | null;
                        issuedAt: string | null;
                        summary: {
                            /** @description Bills that will be, or were, issued */
                            ready: number;
                            readyFen: number;
                            estimated: number;
                            exceptions: {
                                [key: string]: number;
                            };
                        } | null;
                        issued: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffBillingRunsRunIdDiscard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        month: string;
                        /** @enum {string} */
                        status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        approvedBy: string | null;
                        approvedAt: string | null;
                        issuedAt: string | null;
                        summary: {
                            /** @description Bills that will be, or were, issued */
                            ready: number;
                            readyFen: number;
                            estimated: number;
                            exceptions: {
                                [key: string]: number;
                            };
                        } | null;
                        issued: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffBillingRunsRunIdDrafts: {
        parameters: {
            query?: {
                only?: "exceptions" | "all";
                page?: number;
            };
            header?: never;
            path: {
                runId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        drafts: {
                            accountNo: string;
                            energy: string | null;
                            totalFen: number | null;
                            exception: string | null;
                            acceptedBy: string | null;
                            acceptedNote: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffBillingRunsRunIdDraftsAccountNoAcceptance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                runId: number;
                accountNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        month: string;
                        /** @enum {string} */
                        status: "preparing" | "preview" | "approved" | "issued" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        approvedBy: string | null;
                        approvedAt: string | null;
                        issuedAt: string | null;
                        summary: {
                            /** @description Bills that will be, or were, issued */
                            ready: number;
                            readyFen: number;
                            estimated: number;
                            exceptions: {
                                [key: string]: number;
                            };
                        } | null;
                        issued: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffBillsBillNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                billNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        billNo: string;
                        month: string;
                        /** @description First day */
                        from: string;
                        /** @description Last day */
                        to: string;
                        /** @description kWh with two decimals */
                        energy: string;
                        totalFen: number;
                        paidFen: number;
                        outstandingFen: number;
                        /** @enum {string} */
                        status: "unpaid" | "part-paid" | "paid" | "reversed";
                        dueOn: string;
                        issuedAt: string;
                        estimated: boolean;
                        payableId: number | null;
                        energyFen: number;
                        adjustmentFen: number;
                        readings: {
                            meterAssetNo: string;
                            /** @enum {string} */
                            register: "total" | "peak" | "valley";
                            from: {
                                on: string;
                                /** @description kWh with two decimals */
                                value: string;
                            };
                            to: {
                                on: string;
                                /** @description kWh with two decimals */
                                value: string;
                            };
                            multiplier: number;
                            /** @description kWh with two decimals */
                            energy: string;
                            /** @enum {string} */
                            quality: "actual" | "estimated";
                        }[];
                        lines: {
                            /** @enum {string} */
                            kind: "energy" | "free-allowance" | "adjustment" | "late-fee";
                            period: ("flat" | "peak" | "valley") | null;
                            tier: number | null;
                            energy: string | null;
                            /** @description Yuan per kWh, such as "0.5469" */
                            priceYuan: string | null;
                            amountFen: number;
                            from: string;
                            to: string;
                            explainZh: string;
                            explainEn: string;
                        }[];
                        tier: {
                            yearFrom: string;
                            allowanceMonths: number;
                            /** @description kWh with two decimals */
                            used: string;
                            limits: string[];
                            current: number;
                        } | null;
                        /** @description The edition in force at the end of the period */
                        tariff: {
                            nameZh: string;
                            nameEn: string;
                            source: string;
                            note: string | null;
                            effectiveFrom: string;
                        } | null;
                        /** @description Every edition the lines were priced by */
                        tariffs: {
                            nameZh: string;
                            nameEn: string;
                            source: string;
                            note: string | null;
                            effectiveFrom: string;
                        }[];
                        payments: {
                            paymentNo: string;
                            paidAt: string;
                            amountFen: number;
                            channel: string;
                        }[];
                        /** @description What the balance or prepayment paid */
                        fromBalanceFen: number;
                        sumsNote: string;
                        /** @description Besides totalFen, which is the bill alone */
                        lateFee: {
                            payableId: number;
                            amountFen: number;
                            paidFen: number;
                            /** @description Days overdue on which it was counted */
                            days: number;
                            parts: {
                                from: string;
                                to: string;
                                outstandingFen: number;
                                /** @description Millionths a day */
                                ppm: number;
                            }[];
                            /** @description The bill is paid: nothing is added any more */
                            frozen: boolean;
                            /** @description The edition of the rule */
                            edition: string;
                        } | null;
                        accountNo: string;
                        live: boolean;
                        reversalNo: string | null;
                        reversalReason: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffBillsBillNoReversal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                billNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        billNo: string;
                        reversalNo: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        years: {
                            year: number;
                            source: string;
                            days: {
                                day: string;
                                /** @enum {string} */
                                kind: "holiday" | "workday";
                                nameZh: string;
                                nameEn: string;
                            }[];
                        }[];
                        editions: {
                            id: number;
                            year: number;
                            source: string;
                            reason: string;
                            setBy: string;
                            setAt: string;
                            dayCount: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putStaffCalendarYear: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    reason: string;
                    days: {
                        /** Format: date */
                        day: string;
                        /** @enum {string} */
                        kind: "holiday" | "workday";
                        nameZh: string;
                        nameEn: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        years: {
                            year: number;
                            source: string;
                            days: {
                                day: string;
                                /** @enum {string} */
                                kind: "holiday" | "workday";
                                nameZh: string;
                                nameEn: string;
                            }[];
                        }[];
                        editions: {
                            id: number;
                            year: number;
                            source: string;
                            reason: string;
                            setBy: string;
                            setAt: string;
                            dayCount: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffCardBatches: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        batches: {
                            batchNo: string;
                            faceFen: number;
                            count: number;
                            expiresOn: string;
                            printerKeySha256: string;
                            /** @enum {string} */
                            status: "requested" | "generated" | "rejected";
                            requestedBy: string;
                            decidedBy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            decidedAt: string | null;
                            exportedBy: string | null;
                            exportedAt: string | null;
                            cards: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardBatches: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    faceFen: number;
                    count: number;
                    expiresOn: string;
                    printerKey: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        batchNo: string;
                        faceFen: number;
                        count: number;
                        expiresOn: string;
                        printerKeySha256: string;
                        /** @enum {string} */
                        status: "requested" | "generated" | "rejected";
                        requestedBy: string;
                        decidedBy: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                        exportedBy: string | null;
                        exportedAt: string | null;
                        cards: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardBatchesBatchNoDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        batchNo: string;
                        faceFen: number;
                        count: number;
                        expiresOn: string;
                        printerKeySha256: string;
                        /** @enum {string} */
                        status: "requested" | "generated" | "rejected";
                        requestedBy: string;
                        decidedBy: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        decidedAt: string | null;
                        exportedBy: string | null;
                        exportedAt: string | null;
                        cards: {
                            [key: string]: number;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardBatchesBatchNoExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batchNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffCardSales: {
        parameters: {
            query?: {
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sales: {
                            saleNo: string;
                            buyer: string;
                            count: number;
                            firstSerial: string | null;
                            lastSerial: string | null;
                            amountFen: number;
                            voidedFen: number;
                            paidFen: number;
                            redeemedFen: number;
                            soldBy: string;
                            /** Format: date-time */
                            soldAt: string;
                            paidOn: string | null;
                            bankReference: string | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                        circulation: {
                            activeFen: number;
                            owedFen: number;
                            unpaidSalesFen: number;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardSales: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fromSerial: string;
                    toSerial: string;
                    buyer: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        saleNo: string;
                        cards: number;
                        amountFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardSalesSaleNoPayment: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                saleNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bankReference: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        saleNo: string;
                        paidFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardVoids: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    fromSerial: string;
                    toSerial: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        voided: number;
                        amountFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffCardsSerial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serial: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serial: string;
                        batchNo: string;
                        faceFen: number;
                        /** @enum {string} */
                        status: "printed" | "active" | "redeemed" | "void" | "exchanged";
                        expiresOn: string;
                        saleNo: string | null;
                        buyer: string | null;
                        soldAt: string | null;
                        redeemedAt: string | null;
                        paymentNo: string | null;
                        replaces: string | null;
                        replacedBy: string | null;
                        wrongTries: number;
                        lockedUntil: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffCardsSerialUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                serial: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        serial: string;
                        batchNo: string;
                        faceFen: number;
                        /** @enum {string} */
                        status: "printed" | "active" | "redeemed" | "void" | "exchanged";
                        expiresOn: string;
                        saleNo: string | null;
                        buyer: string | null;
                        soldAt: string | null;
                        redeemedAt: string | null;
                        paymentNo: string | null;
                        replaces: string | null;
                        replacedBy: string | null;
                        wrongTries: number;
                        lockedUntil: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffClaims: {
        parameters: {
            query?: {
                status?: "open" | "refunded" | "refused";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claims: {
                            claimNo: string;
                            paymentNo: string;
                            amountFen: number;
                            refundedFen: number;
                            reason: string;
                            rightAccountNo: string | null;
                            /** @enum {string} */
                            status: "open" | "refunded" | "refused";
                            answer: string | null;
                            createdAt: string;
                            answeredAt: string | null;
                            answeredBy: string | null;
                        }[];
                        total: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffClaimsClaimNoAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                claimNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "refunded" | "refused";
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        claimNo: string;
                        paymentNo: string;
                        amountFen: number;
                        refundedFen: number;
                        reason: string;
                        rightAccountNo: string | null;
                        /** @enum {string} */
                        status: "open" | "refunded" | "refused";
                        answer: string | null;
                        createdAt: string;
                        answeredAt: string | null;
                        answeredBy: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitArrivals: {
        parameters: {
            query?: {
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        arrivals: {
                            bankCode: string;
                            name: string;
                            /** @enum {string} */
                            kind: "result" | "day";
                            origin: string;
                            /** @enum {string} */
                            outcome: "taken" | "refused";
                            line: number | null;
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            receivedAt: string;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitBanks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        banks: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            utilityCode: string;
                            active: boolean;
                            keyId: string;
                            previousKeyId: string | null;
                            sftp: {
                                host: string;
                                port: number;
                                user: string;
                                hostKey: string;
                                folder: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putStaffDebitBanksCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nameZh: string;
                    nameEn: string;
                    utilityCode: string;
                    active: boolean;
                    keyId: string;
                    key?: string;
                    sftp?: {
                        host: string;
                        port: number;
                        user: string;
                        hostKey: string;
                        folder: string;
                    };
                    sftpKey?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        code: string;
                        nameZh: string;
                        nameEn: string;
                        utilityCode: string;
                        active: boolean;
                        keyId: string;
                        previousKeyId: string | null;
                        sftp: {
                            host: string;
                            port: number;
                            user: string;
                            hostKey: string;
                            folder: string;
                        } | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDebitBatches: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bankCode: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        batchNo: string | null;
                        rows: number;
                        totalFen: number;
                        files: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitBatchesPreview: {
        parameters: {
            query: {
                bankCode: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bankCode: string;
                        rows: number;
                        totalFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitFiles: {
        parameters: {
            query?: {
                bankCode?: string;
                status?: "planned" | "written" | "sent" | "answered" | "refused" | "expired";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        files: {
                            name: string;
                            bankCode: string;
                            batchNo: string;
                            on: string;
                            /** Format: date-time */
                            deadline: string;
                            rows: number;
                            totalFen: number;
                            /** @enum {string} */
                            status: "planned" | "written" | "sent" | "answered" | "refused" | "expired";
                            sentAt: string | null;
                            answeredAt: string | null;
                            fileCode: string | null;
                            clearingOn: string | null;
                            takenRows: number | null;
                            takenFen: number | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitFilesName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        bankCode: string;
                        batchNo: string;
                        on: string;
                        /** Format: date-time */
                        deadline: string;
                        rows: number;
                        totalFen: number;
                        /** @enum {string} */
                        status: "planned" | "written" | "sent" | "answered" | "refused" | "expired";
                        sentAt: string | null;
                        answeredAt: string | null;
                        fileCode: string | null;
                        clearingOn: string | null;
                        takenRows: number | null;
                        takenFen: number | null;
                        items: {
                            seq: number;
                            debitNo: string;
                            mandateNo: string;
                            accountNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            bankSerial: string | null;
                            remark: string | null;
                            retryOn: string | null;
                            paymentNo: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDebitFilesNameContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDebitFilesNameRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        bankCode: string;
                        batchNo: string;
                        on: string;
                        /** Format: date-time */
                        deadline: string;
                        rows: number;
                        totalFen: number;
                        /** @enum {string} */
                        status: "planned" | "written" | "sent" | "answered" | "refused" | "expired";
                        sentAt: string | null;
                        answeredAt: string | null;
                        fileCode: string | null;
                        clearingOn: string | null;
                        takenRows: number | null;
                        takenFen: number | null;
                        items: {
                            seq: number;
                            debitNo: string;
                            mandateNo: string;
                            accountNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            bankSerial: string | null;
                            remark: string | null;
                            retryOn: string | null;
                            paymentNo: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDebitResults: {
        parameters: {
            query: {
                bankCode: string;
                name: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "taken" | "repeat";
                        name: string;
                        /** @enum {string} */
                        kind: "result" | "day";
                        rows: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDemoSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        password: string;
                        signIns: {
                            username: string;
                            displayName: string;
                            roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                            code: string | null;
                            secondsLeft: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskCardSales: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sales: {
                            saleId: number;
                            terminal: string;
                            batch: number;
                            trace: number;
                            amountFen: number;
                            accountNo: string;
                            /** @enum {string} */
                            status: "asking" | "approved" | "refused" | "reversing" | "reversed" | "voiding" | "voided";
                            code: string | null;
                            reference: string | null;
                            cardMasked: string | null;
                            paymentNo: string | null;
                            createdAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskCardSales: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                    items: {
                        payableId: number;
                        amountFen: number;
                    }[];
                    prepaymentFen?: number;
                    terminal: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        saleId: number;
                        terminal: string;
                        batch: number;
                        trace: number;
                        amountFen: number;
                        accountNo: string;
                        /** @enum {string} */
                        status: "asking" | "approved" | "refused" | "reversing" | "reversed" | "voiding" | "voided";
                        code: string | null;
                        reference: string | null;
                        cardMasked: string | null;
                        paymentNo: string | null;
                        createdAt: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskCardSalesSaleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                saleId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        saleId: number;
                        terminal: string;
                        batch: number;
                        trace: number;
                        amountFen: number;
                        accountNo: string;
                        /** @enum {string} */
                        status: "asking" | "approved" | "refused" | "reversing" | "reversed" | "voiding" | "voided";
                        code: string | null;
                        reference: string | null;
                        cardMasked: string | null;
                        paymentNo: string | null;
                        createdAt: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskCardTerminals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        terminals: {
                            terminal: string;
                            name: string;
                            keyId: string;
                            batch: number;
                            trace: number;
                            active: boolean;
                        }[];
                        batches: {
                            sales: number;
                            salesFen: number;
                            voids: number;
                            voidsFen: number;
                            terminal: string;
                            batch: number;
                            /** @enum {string} */
                            status: "asking" | "equal" | "different";
                            theirs: {
                                sales: number;
                                salesFen: number;
                                voids: number;
                                voidsFen: number;
                            } | null;
                            settledBy: string;
                            askedAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskCardTerminals: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    terminal: string;
                    name: string;
                    keyId: string;
                    key: string;
                    /** @default true */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        terminal: string;
                        name: string;
                        keyId: string;
                        batch: number;
                        trace: number;
                        active: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskCardTerminalsTerminalSettlement: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                terminal: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sales: number;
                        salesFen: number;
                        voids: number;
                        voidsFen: number;
                        terminal: string;
                        batch: number;
                        /** @enum {string} */
                        status: "asking" | "equal" | "different";
                        theirs: {
                            sales: number;
                            salesFen: number;
                            voids: number;
                            voidsFen: number;
                        } | null;
                        settledBy: string;
                        askedAt: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskCashBoxesBoxNoCount: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                boxNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Pieces by their value in fen */
                    counted: {
                        10?: number;
                        50?: number;
                        100?: number;
                        500?: number;
                        1000?: number;
                        2000?: number;
                        5000?: number;
                        10000?: number;
                    };
                    explanation?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        boxNo: string;
                        deviceNo: string;
                        label: string;
                        /** @enum {string} */
                        status: "inserted" | "removed" | "counted";
                        insertedAt: string;
                        removedAt: string | null;
                        expectedFen: number | null;
                        countedFen: number | null;
                        differenceFen: number | null;
                        countedBy: string | null;
                        explanation: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        devices: {
                            deviceNo: string;
                            name: string;
                            place: string;
                            /** @enum {string} */
                            status: "waiting" | "active" | "revoked";
                            boxNo: string | null;
                            keySince: string | null;
                            seenAt: string | null;
                        }[];
                        boxes: {
                            boxNo: string;
                            deviceNo: string;
                            label: string;
                            /** @enum {string} */
                            status: "inserted" | "removed" | "counted";
                            insertedAt: string;
                            removedAt: string | null;
                            expectedFen: number | null;
                            countedFen: number | null;
                            differenceFen: number | null;
                            countedBy: string | null;
                            explanation: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    place: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: {
                            deviceNo: string;
                            name: string;
                            place: string;
                            /** @enum {string} */
                            status: "waiting" | "active" | "revoked";
                            boxNo: string | null;
                            keySince: string | null;
                            seenAt: string | null;
                        };
                        code: string;
                        until: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskDevicesDeviceNoEnrolment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device: {
                            deviceNo: string;
                            name: string;
                            place: string;
                            /** @enum {string} */
                            status: "waiting" | "active" | "revoked";
                            boxNo: string | null;
                            keySince: string | null;
                            seenAt: string | null;
                        };
                        code: string;
                        until: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskDevicesDeviceNoRevocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deviceNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deviceNo: string;
                        name: string;
                        place: string;
                        /** @enum {string} */
                        status: "waiting" | "active" | "revoked";
                        boxNo: string | null;
                        keySince: string | null;
                        seenAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskPayCodes: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                    items: {
                        payableId: number;
                        amountFen: number;
                    }[];
                    prepaymentFen?: number;
                    authCode: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskQuote: {
        parameters: {
            query: {
                accountNo: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accountNo: string;
                        nameMasked: string;
                        addressMasked: string;
                        balanceFen: number;
                        owedFen: number;
                        items: {
                            payableId: number;
                            title: string;
                            month: string | null;
                            dueOn: string | null;
                            outstandingFen: number;
                            locked: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskShift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shift: {
                            shiftNo: string;
                            clerk: string;
                            counter: string;
                            floatFen: number;
                            /** @enum {string} */
                            status: "open" | "closed" | "reviewed";
                            openedAt: string;
                            closedAt: string | null;
                            countedFen: number | null;
                            expectedFen: number | null;
                            differenceFen: number | null;
                            counted: {
                                [key: string]: number;
                            } | null;
                            papers: number | null;
                            explanation: string | null;
                            reviewedBy: string | null;
                            reviewNote: string | null;
                            tenders: {
                                tender: string;
                                count: number;
                                fen: number | null;
                            }[];
                        } | null;
                        cardTerminals: {
                            terminal: string;
                            name: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskShifts: {
        parameters: {
            query?: {
                status?: "open" | "closed" | "reviewed";
                day?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shifts: {
                            shiftNo: string;
                            clerk: string;
                            counter: string;
                            floatFen: number;
                            /** @enum {string} */
                            status: "open" | "closed" | "reviewed";
                            openedAt: string;
                            closedAt: string | null;
                            countedFen: number | null;
                            expectedFen: number | null;
                            differenceFen: number | null;
                            counted: {
                                [key: string]: number;
                            } | null;
                            papers: number | null;
                            explanation: string | null;
                            reviewedBy: string | null;
                            reviewNote: string | null;
                            tenders: {
                                tender: string;
                                count: number;
                                fen: number | null;
                            }[];
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskShifts: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    counter: string;
                    floatFen?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shiftNo: string;
                        clerk: string;
                        counter: string;
                        floatFen: number;
                        /** @enum {string} */
                        status: "open" | "closed" | "reviewed";
                        openedAt: string;
                        closedAt: string | null;
                        countedFen: number | null;
                        expectedFen: number | null;
                        differenceFen: number | null;
                        counted: {
                            [key: string]: number;
                        } | null;
                        papers: number | null;
                        explanation: string | null;
                        reviewedBy: string | null;
                        reviewNote: string | null;
                        tenders: {
                            tender: string;
                            count: number;
                            fen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskShiftsShiftNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                shiftNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shiftNo: string;
                        clerk: string;
                        counter: string;
                        floatFen: number;
                        /** @enum {string} */
                        status: "open" | "closed" | "reviewed";
                        openedAt: string;
                        closedAt: string | null;
                        countedFen: number | null;
                        expectedFen: number | null;
                        differenceFen: number | null;
                        counted: {
                            [key: string]: number;
                        } | null;
                        papers: number | null;
                        explanation: string | null;
                        reviewedBy: string | null;
                        reviewNote: string | null;
                        tenders: {
                            tender: string;
                            count: number;
                            fen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskShiftsShiftNoClose: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                shiftNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Pieces by their value in fen */
                    counted: {
                        10?: number;
                        50?: number;
                        100?: number;
                        500?: number;
                        1000?: number;
                        2000?: number;
                        5000?: number;
                        10000?: number;
                    };
                    /** @default 0 */
                    papers?: number;
                    explanation?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shiftNo: string;
                        clerk: string;
                        counter: string;
                        floatFen: number;
                        /** @enum {string} */
                        status: "open" | "closed" | "reviewed";
                        openedAt: string;
                        closedAt: string | null;
                        countedFen: number | null;
                        expectedFen: number | null;
                        differenceFen: number | null;
                        counted: {
                            [key: string]: number;
                        } | null;
                        papers: number | null;
                        explanation: string | null;
                        reviewedBy: string | null;
                        reviewNote: string | null;
                        tenders: {
                            tender: string;
                            count: number;
                            fen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskShiftsShiftNoReview: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                shiftNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shiftNo: string;
                        clerk: string;
                        counter: string;
                        floatFen: number;
                        /** @enum {string} */
                        status: "open" | "closed" | "reviewed";
                        openedAt: string;
                        closedAt: string | null;
                        countedFen: number | null;
                        expectedFen: number | null;
                        differenceFen: number | null;
                        counted: {
                            [key: string]: number;
                        } | null;
                        papers: number | null;
                        explanation: string | null;
                        reviewedBy: string | null;
                        reviewNote: string | null;
                        tenders: {
                            tender: string;
                            count: number;
                            fen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskTakings: {
        parameters: {
            query?: {
                shiftNo?: string;
                status?: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        takings: {
                            paymentNo: string;
                            shiftNo: string;
                            clerk: string;
                            counter: string | null;
                            accountNo: string;
                            /** @enum {string} */
                            tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                            amountFen: number;
                            tenderedFen: number | null;
                            changeFen: number | null;
                            reference: string | null;
                            bank: string | null;
                            /** @enum {string} */
                            status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                            /** @enum {string} */
                            stage: "waiting" | "paid" | "failed";
                            takenAt: string;
                            undoneBy: string | null;
                            undoneReason: string | null;
                            approvedBy: string | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskTakings: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo: string;
                    items: {
                        payableId: number;
                        amountFen: number;
                    }[];
                    prepaymentFen?: number;
                    /** @enum {string} */
                    tender: "cash" | "cheque" | "transfer";
                    tenderedFen?: number;
                    reference?: string;
                    bank?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDeskTakingsPaymentNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskTakingsPaymentNoBounce: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskTakingsPaymentNoClear: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskTakingsPaymentNoGiveUp: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDeskTakingsPaymentNoVoid: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        paymentNo: string;
                        shiftNo: string;
                        clerk: string;
                        counter: string | null;
                        accountNo: string;
                        /** @enum {string} */
                        tender: "cash" | "cheque" | "transfer" | "pay-code" | "card";
                        amountFen: number;
                        tenderedFen: number | null;
                        changeFen: number | null;
                        reference: string | null;
                        bank: string | null;
                        /** @enum {string} */
                        status: "taken" | "uncleared" | "cleared" | "bounced" | "voiding" | "voided";
                        /** @enum {string} */
                        stage: "waiting" | "paid" | "failed";
                        takenAt: string;
                        undoneBy: string | null;
                        undoneReason: string | null;
                        approvedBy: string | null;
                        items: {
                            title: string;
                            amountFen: number;
                        }[];
                        surplusFen: number;
                        refundedFen: number;
                        receiptNo: string | null;
                        checkUrl: string | null;
                        utility: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDunning: {
        parameters: {
            query?: {
                status?: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                stop?: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                accountNo?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        counts: {
                            /** @enum {string} */
                            status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                            count: number;
                            debtFen: number;
                        }[];
                        cases: {
                            caseNo: string;
                            accountNo: string;
                            category: string;
                            /** @enum {string} */
                            kind: "postpaid" | "prepaid";
                            /** @enum {string} */
                            status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                            step: number;
                            round: number;
                            debtFen: number;
                            /** @description The due day of the oldest unpaid bill */
                            overdueSince: string;
                            daysOverdue: number;
                            stops: {
                                /** @enum {string} */
                                code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                                until?: string;
                            }[];
                            holdUntil: string | null;
                            disconnectOn: string | null;
                            disconnectAt: string | null;
                            submittedBy: string | null;
                            decidedBy: string | null;
                            suspendedAt: string | null;
                            clearedAt: string | null;
                            restoreBy: string | null;
                            openedAt: string;
                            nextAt: string;
                            closedAt: string | null;
                            closeReason: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDunningRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            id: number;
                            /** @enum {string} */
                            name: "lateFee" | "reminders" | "suspension" | "hours" | "coldDays" | "restore" | "prepaid" | "instalments";
                            value: {
                                [key: string]: unknown;
                            };
                            validFrom: string;
                            edition: string;
                            reason: string;
                            setBy: string;
                            setAt: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDunningRules: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    name: "lateFee";
                    value: {
                        enabled: boolean;
                        residentPpm: number;
                        otherPpm: number;
                        otherCrossYearPpm: number;
                        minimumFen: number;
                        capPercent: number | null;
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "reminders";
                    value: {
                        days: number[];
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "suspension";
                    value: {
                        overdueDays: number;
                        minimumDebtFen: number;
                        noticeDays: number;
                        lastCallMinutes: number;
                        /** @enum {string} */
                        proof: "delivered" | "handed";
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "hours";
                    value: {
                        fromHour: number;
                        toHour: number;
                        workingDaysOnly: boolean;
                        notBeforeHoliday: boolean;
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "coldDays";
                    value: {
                        months: number[];
                        dates: string[];
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "restore";
                    value: {
                        withinHours: number;
                        fieldAfterMinutes: number;
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "prepaid";
                    value: {
                        enabled: boolean;
                        graceHours: number;
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "instalments";
                    value: {
                        mostParts: number;
                        graceDays: number;
                    };
                    /** Format: date */
                    validFrom: string;
                    edition: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            id: number;
                            /** @enum {string} */
                            name: "lateFee" | "reminders" | "suspension" | "hours" | "coldDays" | "restore" | "prepaid" | "instalments";
                            value: {
                                [key: string]: unknown;
                            };
                            validFrom: string;
                            edition: string;
                            reason: string;
                            setBy: string;
                            setAt: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffDunningCaseNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseNo: string;
                        accountNo: string;
                        category: string;
                        /** @enum {string} */
                        kind: "postpaid" | "prepaid";
                        /** @enum {string} */
                        status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                        step: number;
                        round: number;
                        debtFen: number;
                        /** @description The due day of the oldest unpaid bill */
                        overdueSince: string;
                        daysOverdue: number;
                        stops: {
                            /** @enum {string} */
                            code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                            until?: string;
                        }[];
                        holdUntil: string | null;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        submittedBy: string | null;
                        decidedBy: string | null;
                        suspendedAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        openedAt: string;
                        nextAt: string;
                        closedAt: string | null;
                        closeReason: string | null;
                        evidence: {
                            at: string;
                            frozen: boolean;
                            debts: {
                                billNo: string;
                                month: string;
                                dueOn: string;
                                daysOverdue: number;
                                outstandingFen: number;
                                lateFeeFen: number;
                            }[];
                            told: {
                                noticeId: number;
                                event: string;
                                queuedAt: string;
                                status: string;
                                toPerson: boolean;
                                deliveries: {
                                    channel: string;
                                    state: string;
                                    handedAt: string | null;
                                    deliveredAt: string | null;
                                    /** @description Masked */
                                    recipient: string | null;
                                }[];
                            }[];
                        };
                        events: {
                            at: string;
                            kind: string;
                            actor: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDunningCaseNoDecide: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "reject";
                    reason: string;
                    /** Format: date */
                    holdUntil?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseNo: string;
                        accountNo: string;
                        category: string;
                        /** @enum {string} */
                        kind: "postpaid" | "prepaid";
                        /** @enum {string} */
                        status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                        step: number;
                        round: number;
                        debtFen: number;
                        /** @description The due day of the oldest unpaid bill */
                        overdueSince: string;
                        daysOverdue: number;
                        stops: {
                            /** @enum {string} */
                            code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                            until?: string;
                        }[];
                        holdUntil: string | null;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        submittedBy: string | null;
                        decidedBy: string | null;
                        suspendedAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        openedAt: string;
                        nextAt: string;
                        closedAt: string | null;
                        closeReason: string | null;
                        evidence: {
                            at: string;
                            frozen: boolean;
                            debts: {
                                billNo: string;
                                month: string;
                                dueOn: string;
                                daysOverdue: number;
                                outstandingFen: number;
                                lateFeeFen: number;
                            }[];
                            told: {
                                noticeId: number;
                                event: string;
                                queuedAt: string;
                                status: string;
                                toPerson: boolean;
                                deliveries: {
                                    channel: string;
                                    state: string;
                                    handedAt: string | null;
                                    deliveredAt: string | null;
                                    /** @description Masked */
                                    recipient: string | null;
                                }[];
                            }[];
                        };
                        events: {
                            at: string;
                            kind: string;
                            actor: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDunningCaseNoHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    until: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseNo: string;
                        accountNo: string;
                        category: string;
                        /** @enum {string} */
                        kind: "postpaid" | "prepaid";
                        /** @enum {string} */
                        status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                        step: number;
                        round: number;
                        debtFen: number;
                        /** @description The due day of the oldest unpaid bill */
                        overdueSince: string;
                        daysOverdue: number;
                        stops: {
                            /** @enum {string} */
                            code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                            until?: string;
                        }[];
                        holdUntil: string | null;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        submittedBy: string | null;
                        decidedBy: string | null;
                        suspendedAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        openedAt: string;
                        nextAt: string;
                        closedAt: string | null;
                        closeReason: string | null;
                        evidence: {
                            at: string;
                            frozen: boolean;
                            debts: {
                                billNo: string;
                                month: string;
                                dueOn: string;
                                daysOverdue: number;
                                outstandingFen: number;
                                lateFeeFen: number;
                            }[];
                            told: {
                                noticeId: number;
                                event: string;
                                queuedAt: string;
                                status: string;
                                toPerson: boolean;
                                deliveries: {
                                    channel: string;
                                    state: string;
                                    handedAt: string | null;
                                    deliveredAt: string | null;
                                    /** @description Masked */
                                    recipient: string | null;
                                }[];
                            }[];
                        };
                        events: {
                            at: string;
                            kind: string;
                            actor: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDunningCaseNoServed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    how: "handed-over" | "posted-at-door" | "registered-mail";
                    /** Format: date */
                    on: string;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseNo: string;
                        accountNo: string;
                        category: string;
                        /** @enum {string} */
                        kind: "postpaid" | "prepaid";
                        /** @enum {string} */
                        status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                        step: number;
                        round: number;
                        debtFen: number;
                        /** @description The due day of the oldest unpaid bill */
                        overdueSince: string;
                        daysOverdue: number;
                        stops: {
                            /** @enum {string} */
                            code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                            until?: string;
                        }[];
                        holdUntil: string | null;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        submittedBy: string | null;
                        decidedBy: string | null;
                        suspendedAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        openedAt: string;
                        nextAt: string;
                        closedAt: string | null;
                        closeReason: string | null;
                        evidence: {
                            at: string;
                            frozen: boolean;
                            debts: {
                                billNo: string;
                                month: string;
                                dueOn: string;
                                daysOverdue: number;
                                outstandingFen: number;
                                lateFeeFen: number;
                            }[];
                            told: {
                                noticeId: number;
                                event: string;
                                queuedAt: string;
                                status: string;
                                toPerson: boolean;
                                deliveries: {
                                    channel: string;
                                    state: string;
                                    handedAt: string | null;
                                    deliveredAt: string | null;
                                    /** @description Masked */
                                    recipient: string | null;
                                }[];
                            }[];
                        };
                        events: {
                            at: string;
                            kind: string;
                            actor: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffDunningCaseNoSubmit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                caseNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        caseNo: string;
                        accountNo: string;
                        category: string;
                        /** @enum {string} */
                        kind: "postpaid" | "prepaid";
                        /** @enum {string} */
                        status: "reminding" | "noticed" | "proposed" | "submitted" | "approved" | "last-call" | "disconnecting" | "suspended" | "restoring" | "closed";
                        step: number;
                        round: number;
                        debtFen: number;
                        /** @description The due day of the oldest unpaid bill */
                        overdueSince: string;
                        daysOverdue: number;
                        stops: {
                            /** @enum {string} */
                            code: "special-need" | "dispute" | "instalments" | "hold" | "important-user" | "small-debt" | "payment-under-way" | "not-proven" | "cold-day" | "holiday" | "outside-hours";
                            until?: string;
                        }[];
                        holdUntil: string | null;
                        disconnectOn: string | null;
                        disconnectAt: string | null;
                        submittedBy: string | null;
                        decidedBy: string | null;
                        suspendedAt: string | null;
                        clearedAt: string | null;
                        restoreBy: string | null;
                        openedAt: string;
                        nextAt: string;
                        closedAt: string | null;
                        closeReason: string | null;
                        evidence: {
                            at: string;
                            frozen: boolean;
                            debts: {
                                billNo: string;
                                month: string;
                                dueOn: string;
                                daysOverdue: number;
                                outstandingFen: number;
                                lateFeeFen: number;
                            }[];
                            told: {
                                noticeId: number;
                                event: string;
                                queuedAt: string;
                                status: string;
                                toPerson: boolean;
                                deliveries: {
                                    channel: string;
                                    state: string;
                                    handedAt: string | null;
                                    deliveredAt: string | null;
                                    /** @description Masked */
                                    recipient: string | null;
                                }[];
                            }[];
                        };
                        events: {
                            at: string;
                            kind: string;
                            actor: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        plans: {
                            planNo: string;
                            /** @enum {string} */
                            status: "agreed" | "kept" | "broken" | "cancelled";
                            debtFen: number;
                            paidFen: number;
                            parts: {
                                dueOn: string;
                                amountFen: number;
                            }[];
                            note: string;
                            agreedBy: string;
                            agreedAt: string;
                            endedAt: string | null;
                        }[];
                        needs: {
                            id: number;
                            /** @enum {string} */
                            kind: "medical-device" | "elderly" | "disabled" | "infant" | "hardship" | "other";
                        }[];
                        supply: {
                            /** @enum {string} */
                            state: "connected" | "suspended" | "unknown";
                            since: string | null;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsAudit: {
        parameters: {
            query?: {
                actor?: string;
                action?: string;
                subject?: string;
                from?: string;
                to?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsOddPayments: {
        parameters: {
            query?: {
                status?: "open" | "resolved";
                kind?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsPayments: {
        parameters: {
            query?: {
                query?: string;
                status?: "created" | "pending" | "settled" | "closed" | "failed";
                channel?: string;
                from?: string;
                to?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsPostings: {
        parameters: {
            query?: {
                account?: string;
                kind?: string;
                reference?: string;
                from?: string;
                to?: string;
                accountNo?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsReconciliationDifferences: {
        parameters: {
            query: {
                from: string;
                to: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsReconciliationSettlements: {
        parameters: {
            query: {
                from: string;
                to: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsRefunds: {
        parameters: {
            query?: {
                status?: "awaiting-approval" | "pending" | "succeeded" | "failed" | "rejected";
                way?: "gateway" | "payout" | "reversal";
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffExportsTrialBalance: {
        parameters: {
            query?: {
                to?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffFieldOrdersOrderNoDone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        orderNo: string;
                        /** @constant */
                        status: "done";
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffFind: {
        parameters: {
            query: {
                query: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        numbers: {
                            /** @enum {string} */
                            kind: "payment" | "refund" | "receipt" | "bill" | "trade";
                            number: string;
                            paymentNo: string | null;
                            accountNo: string | null;
                            amountFen: number;
                            status: string;
                            at: string;
                        }[];
                        accounts: {
                            accountNo: string;
                            regionCode: string;
                            category: string;
                            status: string;
                            nameMasked: string | null;
                            phoneMasked: string | null;
                            addressMasked: string;
                            owedFen: number;
                            holding: ("present" | "future" | "past") | null;
                            foundBy: ("future" | "past") | null;
                        }[];
                        moreAccounts: boolean;
                        members: {
                            username: string;
                            displayName: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffImports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        imports: {
                            id: number;
                            /** @enum {string} */
                            kind: "accounts" | "meters" | "readings";
                            sourceName: string;
                            sha256: string;
                            importedBy: string;
                            createdAt: string;
                            accepted: number;
                            unchanged: number;
                            rejected: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffImports: {
        parameters: {
            query: {
                kind: "accounts" | "meters" | "readings";
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        kind: "accounts" | "meters" | "readings";
                        sourceName: string;
                        sha256: string;
                        importedBy: string;
                        createdAt: string;
                        accepted: number;
                        unchanged: number;
                        rejected: number;
                        errors: {
                            line: number;
                            field: string;
                            rule: string;
                            messageZh: string;
                            messageEn: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffImportsImportId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        kind: "accounts" | "meters" | "readings";
                        sourceName: string;
                        sha256: string;
                        importedBy: string;
                        createdAt: string;
                        accepted: number;
                        unchanged: number;
                        rejected: number;
                        errors: {
                            line: number;
                            field: string;
                            rule: string;
                            messageZh: string;
                            messageEn: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffInstalmentsPlanNoCancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                planNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        planNo: string;
                        /** @constant */
                        status: "cancelled";
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffLedgerPostings: {
        parameters: {
            query?: {
                account?: string;
                kind?: string;
                reference?: string;
                from?: string;
                to?: string;
                accountNo?: string;
                before?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        postings: {
                            id: number;
                            transactionId: number;
                            kind: string;
                            reference: string;
                            businessDate: string;
                            postedAt: string;
                            accountCode: string;
                            accountNo: string | null;
                            amountFen: number;
                        }[];
                        nextBefore: number | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffLedgerTransactionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        postings: {
                            id: number;
                            transactionId: number;
                            kind: string;
                            reference: string;
                            businessDate: string;
                            postedAt: string;
                            accountCode: string;
                            accountNo: string | null;
                            amountFen: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffLedgerTrialBalance: {
        parameters: {
            query?: {
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accounts: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            /** @enum {string} */
                            kind: "asset" | "liability" | "income" | "expense";
                            debitFen: number;
                            creditFen: number;
                            balanceFen: number;
                        }[];
                        debitFen: number;
                        creditFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMandates: {
        parameters: {
            query?: {
                query?: string;
                status?: "active" | "suspended" | "ended";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandates: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMandatesMandateNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mandateNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMandatesMandateNoCancellation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mandateNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMandatesMandateNoResumption: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                mandateNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mandate: {
                            mandateNo: string;
                            accountNo: string;
                            bankCode: string;
                            bankName: {
                                zh: string;
                                en: string;
                            };
                            accountTail: string;
                            holderNameMasked: string;
                            /** @enum {string} */
                            signedAt: "hall" | "counter";
                            effectiveFrom: string;
                            /** @enum {string} */
                            status: "active" | "suspended" | "ended";
                            reason: string | null;
                            reasonText: {
                                zh: string;
                                en: string;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                        } | null;
                        debits: {
                            debitNo: string;
                            month: string;
                            amountFen: number;
                            /** @enum {string} */
                            status: "out" | "told" | "taken" | "failed" | "unknown";
                            code: string | null;
                            paymentNo: string | null;
                            decidedAt: string | null;
                            retryOn: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        username: string;
                        displayName: string;
                        roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    next: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMeSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            id: string;
                            username: string;
                            displayName: string;
                            createdAt: string;
                            expiresAt: string;
                            ip: string | null;
                            userAgent: string | null;
                            current: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteStaffMeSessionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMeViews: {
        parameters: {
            query: {
                page: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        views: {
                            id: string;
                            page: string;
                            name: string;
                            query: string;
                            columns: string[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMeViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    page: string;
                    name: string;
                    /** @default  */
                    query?: string;
                    /** @default [] */
                    columns?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        page: string;
                        name: string;
                        query: string;
                        columns: string[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteStaffMeViewsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: {
                            username: string;
                            displayName: string;
                            roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                            id: string;
                            active: boolean;
                            createdAt: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    displayName: string;
                    roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: {
                            username: string;
                            displayName: string;
                            roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                            id: string;
                            active: boolean;
                            createdAt: string;
                        };
                        enrolmentUri: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchStaffMembersId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    displayName?: string;
                    roles?: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                    active?: boolean;
                    password?: string;
                    /** @constant */
                    resetCode?: true;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: {
                            username: string;
                            displayName: string;
                            roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                            id: string;
                            active: boolean;
                            createdAt: string;
                        };
                        enrolmentUri: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMessageCosts: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rows: {
                            month: string;
                            /** @enum {string} */
                            channel: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            sent: number;
                            delivered: number;
                            failed: number;
                            costFen: number;
                        }[];
                        totalFen: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffMessageTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            /** @enum {string} */
                            class: "safety" | "duty" | "service" | "answer";
                            names: string[];
                            inForce: {
                                zh: {
                                    version: number;
                                    title: string;
                                    body: string;
                                    sms: string;
                                };
                                en: {
                                    version: number;
                                    title: string;
                                    body: string;
                                    sms: string;
                                };
                            };
                        }[];
                        editions: {
                            id: number;
                            /** @enum {string} */
                            event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                            /** @enum {string} */
                            language: "zh" | "en";
                            version: number;
                            title: string;
                            body: string;
                            sms: string;
                            /** @enum {string} */
                            status: "draft" | "approved" | "refused" | "replaced";
                            createdBy: string;
                            /** Format: date-time */
                            createdAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                            note: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMessageTemplates: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                    /** @enum {string} */
                    language: "zh" | "en";
                    title: string;
                    body: string;
                    sms: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                        /** @enum {string} */
                        language: "zh" | "en";
                        version: number;
                        title: string;
                        body: string;
                        sms: string;
                        /** @enum {string} */
                        status: "draft" | "approved" | "refused" | "replaced";
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        note: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMessageTemplatesIdDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                        /** @enum {string} */
                        language: "zh" | "en";
                        version: number;
                        title: string;
                        body: string;
                        sms: string;
                        /** @enum {string} */
                        status: "draft" | "approved" | "refused" | "replaced";
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        note: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffMessageTemplatesPreview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    event: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                    /** @enum {string} */
                    language: "zh" | "en";
                    title: string;
                    body: string;
                    sms: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        title: string;
                        body: string;
                        sms: string;
                        smsSegments: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffNoticeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: {
                            event: string;
                            waiting: number;
                            due: number;
                            dead: number;
                            oldestAt: string | null;
                        }[];
                        channels: {
                            /** @enum {string} */
                            channel: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            perSecond: number;
                        }[];
                        waiting: number;
                        dead: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffNoticesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        event: string;
                        /** @enum {string} */
                        status: "waiting" | "working" | "sent" | "delivered" | "stopped" | "dead";
                        why: string | null;
                        accountNo: string | null;
                        /** @enum {string} */
                        to: "person" | "contact" | "holder";
                        /** Format: date-time */
                        createdAt: string;
                        handedAt: string | null;
                        dedupeKey: string;
                        text: {
                            title: string;
                            body: string;
                            sms: string;
                        } | null;
                        language: ("zh" | "en") | null;
                        templateVersion: number | null;
                        reasonCode: string | null;
                        source: string | null;
                        notBefore: string | null;
                        notAfter: string | null;
                        readAt: string | null;
                        deliveries: {
                            /** @enum {string} */
                            channel: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            /** @enum {string} */
                            state: "waiting" | "handed" | "delivered" | "failed" | "unknown";
                            callState: ("idle" | "calling" | "done" | "again" | "failed") | null;
                            requestId: string;
                            providerId: string | null;
                            attempts: number;
                            triedAt: string | null;
                            handedAt: string | null;
                            receiptAt: string | null;
                            costMilliFen: number;
                            reason: string | null;
                            recipient: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffNoticesIdRetry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        event: string;
                        /** @enum {string} */
                        status: "waiting" | "working" | "sent" | "delivered" | "stopped" | "dead";
                        why: string | null;
                        accountNo: string | null;
                        /** @enum {string} */
                        to: "person" | "contact" | "holder";
                        /** Format: date-time */
                        createdAt: string;
                        handedAt: string | null;
                        dedupeKey: string;
                        text: {
                            title: string;
                            body: string;
                            sms: string;
                        } | null;
                        language: ("zh" | "en") | null;
                        templateVersion: number | null;
                        reasonCode: string | null;
                        source: string | null;
                        notBefore: string | null;
                        notAfter: string | null;
                        readAt: string | null;
                        deliveries: {
                            /** @enum {string} */
                            channel: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                            /** @enum {string} */
                            state: "waiting" | "handed" | "delivered" | "failed" | "unknown";
                            callState: ("idle" | "calling" | "done" | "again" | "failed") | null;
                            requestId: string;
                            providerId: string | null;
                            attempts: number;
                            triedAt: string | null;
                            handedAt: string | null;
                            receiptAt: string | null;
                            costMilliFen: number;
                            reason: string | null;
                            recipient: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffNoticesSearch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    accountNo?: string;
                    phone?: string;
                    /** @enum {string} */
                    event?: "low-balance" | "bill-issued" | "due-soon" | "overdue" | "forecast-above" | "unusual-use" | "tier-step" | "payment-credited" | "refund-succeeded" | "autopay-debited" | "autopay-failed" | "autopay-failed-again" | "supply-suspended" | "supply-restored" | "dunning-reminder" | "dunning-formal" | "dunning-last-call" | "dunning-withdrawn" | "outage-planned" | "outage-temporary" | "outage-fault" | "outage-changed" | "outage-cancelled" | "outage-restored" | "outage-proposal";
                    /** @enum {string} */
                    status?: "waiting" | "working" | "sent" | "delivered" | "stopped" | "dead";
                    /** Format: date */
                    from?: string;
                    /** Format: date */
                    to?: string;
                    /** @default 1 */
                    page?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        notices: {
                            id: number;
                            event: string;
                            /** @enum {string} */
                            status: "waiting" | "working" | "sent" | "delivered" | "stopped" | "dead";
                            why: string | null;
                            accountNo: string | null;
                            /** @enum {string} */
                            to: "person" | "contact" | "holder";
                            /** Format: date-time */
                            createdAt: string;
                            handedAt: string | null;
                            ways: {
                                /** @enum {string} */
                                channel: "wechat-subscribe" | "wechat-oa" | "alipay" | "sms" | "email" | "voice" | "in-app";
                                /** @enum {string} */
                                state: "waiting" | "handed" | "delivered" | "failed" | "unknown";
                                recipient: string | null;
                            }[];
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOddPayments: {
        parameters: {
            query?: {
                status?: "open" | "resolved";
                kind?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        oddPayments: {
                            id: number;
                            kind: string;
                            paymentNo: string | null;
                            amountFen: number;
                            detail: {
                                [key: string]: unknown;
                            };
                            status: string;
                            /** Format: date-time */
                            createdAt: string;
                            resolution: string | null;
                            resolvedBy: string | null;
                            resolvedAt: string | null;
                            note: string | null;
                            actions: ("credit" | "refund" | "link" | "dismiss")[];
                        }[];
                        openCount: number;
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOddPaymentsIdResolution: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    action: "credit";
                    accountNo?: string;
                    note: string;
                } | {
                    /** @constant */
                    action: "refund";
                    note: string;
                } | {
                    /** @constant */
                    action: "link";
                    paymentNo: string;
                    amountFen?: number;
                    note: string;
                } | {
                    /** @constant */
                    action: "dismiss";
                    note: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        kind: string;
                        paymentNo: string | null;
                        amountFen: number;
                        detail: {
                            [key: string]: unknown;
                        };
                        status: string;
                        /** Format: date-time */
                        createdAt: string;
                        resolution: string | null;
                        resolvedBy: string | null;
                        resolvedAt: string | null;
                        note: string | null;
                        actions: ("credit" | "refund" | "link" | "dismiss")[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOpenSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: {
                            id: string;
                            username: string;
                            displayName: string;
                            createdAt: string;
                            expiresAt: string;
                            ip: string | null;
                            userAgent: string | null;
                            current: boolean;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteStaffOpenSessionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutageExceptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                        oldestAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutageFigures: {
        parameters: {
            query: {
                by?: "month" | "year";
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        figures: {
                            period: string;
                            /** @enum {string} */
                            kind: "planned" | "temporary" | "fault";
                            outages: number;
                            noticeKept: number;
                            cancelled: number;
                            changed: number;
                            restored: number;
                            restoredInTime: number;
                            minutes: number;
                            told: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutagePlaces: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        buildings: {
                            premisesId: number;
                            name: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagePreviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "planned" | "temporary" | "fault";
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    /** Format: date-time */
                    knownAt?: string;
                    outageNo?: string;
                    /** @default [] */
                    areaIds?: number[];
                    /** @default [] */
                    accountNos?: string[];
                    /** @default [] */
                    buildingIds?: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            accounts: number;
                            important: number;
                            large: number;
                            buildings: number;
                            people: number;
                            holders: number;
                            contacts: number;
                            unreachable: number;
                        };
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        weighty: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        large: number;
                        agreed: number;
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutageRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            id: number;
                            /** @enum {string} */
                            name: "planned-notice-hours" | "important-notice-hours" | "fault-publish-minutes" | "answer-within-hours" | "board-lists-homes";
                            value: number;
                            /** Format: date-time */
                            validFrom: string;
                            source: string;
                            setBy: string;
                            /** Format: date-time */
                            setAt: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutageRules: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    name: "planned-notice-hours" | "important-notice-hours" | "fault-publish-minutes" | "answer-within-hours" | "board-lists-homes";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    source: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: {
                            id: number;
                            /** @enum {string} */
                            name: "planned-notice-hours" | "important-notice-hours" | "fault-publish-minutes" | "answer-within-hours" | "board-lists-homes";
                            value: number;
                            /** Format: date-time */
                            validFrom: string;
                            source: string;
                            setBy: string;
                            /** Format: date-time */
                            setAt: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutages: {
        parameters: {
            query?: {
                status?: "open" | "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                kind?: "planned" | "temporary" | "fault";
                q?: string;
                from?: string;
                to?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outages: {
                            outageNo: string;
                            /** @enum {string} */
                            kind: "planned" | "temporary" | "fault";
                            /** @enum {string} */
                            status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                            reason: string;
                            area: string;
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            publishedAt: string | null;
                            begunAt: string | null;
                            restoredAt: string | null;
                            cancelledAt: string | null;
                            knownAt: string | null;
                            closedAt: string | null;
                            version: number;
                            createdBy: string;
                            /** Format: date-time */
                            createdAt: string;
                            noticeKept: boolean | null;
                            areas: number;
                            accounts: number;
                            told: number;
                            expected: number;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutages: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "planned" | "temporary" | "fault";
                    reason: string;
                    area?: string;
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    /** Format: date-time */
                    knownAt?: string;
                    /** @default [] */
                    areaIds?: number[];
                    /** @default [] */
                    accountNos?: string[];
                    /** @default [] */
                    buildingIds?: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutagesOutageNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putStaffOutagesOutageNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    area?: string;
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    /** Format: date-time */
                    knownAt?: string;
                    /** @default [] */
                    areaIds?: number[];
                    /** @default [] */
                    accountNos?: string[];
                    /** @default [] */
                    buildingIds?: number[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoBegin: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutagesOutageNoBuildings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        buildings: {
                            premisesId: number;
                            name: string;
                            homes: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoCancel: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoChange: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    reason: string;
                    area?: string;
                    places?: {
                        /** @default [] */
                        areaIds?: number[];
                        /** @default [] */
                        accountNos?: string[];
                        /** @default [] */
                        buildingIds?: number[];
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoClose: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoOverrides: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    rule: "planned-notice" | "important-notice" | "negotiation";
                    reason: string;
                    change?: {
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        places?: {
                            /** @default [] */
                            areaIds?: number[];
                            /** @default [] */
                            accountNos?: string[];
                            /** @default [] */
                            buildingIds?: number[];
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoOverridesIdDecision: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoProposal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    fromAt: string;
                    /** Format: date-time */
                    untilAt: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoPublish: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffOutagesOutageNoRecipients: {
        parameters: {
            query?: {
                version?: number;
                state?: "waiting" | "sent" | "delivered" | "stopped" | "dead";
                page?: number;
            };
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        recipients: {
                            version: number;
                            event: string;
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            kind: "person" | "customer" | "contact";
                            accountNo: string;
                            status: string | null;
                            reason: string | null;
                            deliveries: {
                                channel: string;
                                state: string;
                                to: string | null;
                                at: string | null;
                            }[];
                        }[];
                        totals: {
                            status: string;
                            count: number;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffOutagesOutageNoRestore: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    restoredAt?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outageNo: string;
                        /** @enum {string} */
                        kind: "planned" | "temporary" | "fault";
                        /** @enum {string} */
                        status: "draft" | "negotiating" | "published" | "changed" | "cancelled" | "under-way" | "restored" | "closed";
                        reason: string;
                        area: string;
                        /** Format: date-time */
                        fromAt: string;
                        /** Format: date-time */
                        untilAt: string;
                        publishedAt: string | null;
                        begunAt: string | null;
                        restoredAt: string | null;
                        cancelledAt: string | null;
                        knownAt: string | null;
                        closedAt: string | null;
                        version: number;
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        noticeKept: boolean | null;
                        acts: ("edit" | "propose" | "publish" | "change" | "cancel" | "begin" | "restore" | "close")[];
                        areas: {
                            areaId: number;
                            code: string;
                            name: string;
                            regionCode: string;
                            accounts: number;
                        }[];
                        accounts: {
                            accountNo: string;
                            /** @enum {string} */
                            importance: "none" | "important" | "large";
                            addressMasked: string;
                        }[];
                        accountCount: number;
                        requirements: {
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation" | "fault-publish";
                            met: boolean;
                            blocks: boolean;
                            overridden: boolean;
                            latestAt: string | null;
                        }[];
                        large: number;
                        agreed: number;
                        overrides: {
                            id: number;
                            /** @enum {string} */
                            rule: "planned-notice" | "important-notice" | "negotiation";
                            reason: string;
                            /** @enum {string} */
                            status: "asked" | "approved" | "refused";
                            present: boolean;
                            fromAt: string;
                            untilAt: string;
                            askedBy: string;
                            /** Format: date-time */
                            askedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        negotiations: {
                            id: number;
                            accountNo: string;
                            addressMasked: string;
                            /** @enum {string} */
                            state: "waiting" | "late" | "countered" | "agreed" | "outdated";
                            rounds: {
                                round: number;
                                /** @enum {string} */
                                side: "utility" | "customer";
                                /** @enum {string} */
                                act: "propose" | "counter" | "agree";
                                /** Format: date-time */
                                fromAt: string;
                                /** Format: date-time */
                                untilAt: string;
                                note: string | null;
                                answerByAt: string | null;
                                /** Format: date-time */
                                madeAt: string;
                                by: string;
                            }[];
                        }[];
                        tellings: {
                            version: number;
                            /** @enum {string} */
                            what: "published" | "changed" | "cancelled" | "restored";
                            /** Format: date-time */
                            fromAt: string;
                            /** Format: date-time */
                            untilAt: string;
                            reason: string;
                            by: string;
                            /** Format: date-time */
                            beganAt: string;
                            finishedAt: string | null;
                            overtaken: boolean;
                            told: number;
                            expected: number;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            act: string;
                            by: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        /** Format: date-time */
                        now: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartnerTopUpsTopUpIdDecision: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                topUpId: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        topUpId: number;
                        status: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffPartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partners: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                        }[];
                        strangers: {
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartners: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    /** @enum {string} */
                    form: "agency-json" | "agency-tcp" | "wechat-bill";
                    prefunded: boolean;
                    nameZh: string;
                    nameEn: string;
                    channels: ("bank-counter" | "bank-kiosk" | "mobile-bank" | "financial-terminal" | "agent" | "postal" | "wechat-bill")[];
                    cutOff: string;
                    units: {
                        /** @enum {string} */
                        request: "yuan" | "fen";
                        /** @enum {string} */
                        reply: "yuan" | "fen";
                        /** @enum {string} */
                        file: "yuan" | "fen";
                    };
                    perPaymentFen?: number;
                    perDayFen?: number;
                    inquiriesPerMinute: number;
                    addresses: string[];
                    commissionPpm: number;
                    settings: {
                        mchId?: string;
                        companyId?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partner: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                            units: {
                                request: string;
                                reply: string;
                                file: string;
                            };
                            perPaymentFen: number | null;
                            perDayFen: number | null;
                            inquiriesPerMinute: number;
                            addresses: string[];
                            commissionPpm: number;
                            settings: {
                                mchId?: string;
                                companyId?: string;
                            };
                        };
                        keys: {
                            keyId: string;
                            algorithm: string;
                            fingerprint: string | null;
                            /** Format: date-time */
                            validFrom: string;
                            validUntil: string | null;
                            createdBy: string;
                            lastUsedAt: string | null;
                        }[];
                        terminals: {
                            terminalNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            marked: boolean;
                            active: boolean;
                        }[];
                        topUps: {
                            id: number;
                            amountFen: number;
                            bankReference: string;
                            status: string;
                            requestedBy: string;
                            /** Format: date-time */
                            requestedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        days: {
                            clearingOn: string;
                            payments: number;
                            reversals: number;
                            netFen: number;
                            commissionFen: number;
                            fileTotalFen: number | null;
                        }[];
                        bad: {
                            on: string;
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffPartnersCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partner: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                            units: {
                                request: string;
                                reply: string;
                                file: string;
                            };
                            perPaymentFen: number | null;
                            perDayFen: number | null;
                            inquiriesPerMinute: number;
                            addresses: string[];
                            commissionPpm: number;
                            settings: {
                                mchId?: string;
                                companyId?: string;
                            };
                        };
                        keys: {
                            keyId: string;
                            algorithm: string;
                            fingerprint: string | null;
                            /** Format: date-time */
                            validFrom: string;
                            validUntil: string | null;
                            createdBy: string;
                            lastUsedAt: string | null;
                        }[];
                        terminals: {
                            terminalNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            marked: boolean;
                            active: boolean;
                        }[];
                        topUps: {
                            id: number;
                            amountFen: number;
                            bankReference: string;
                            status: string;
                            requestedBy: string;
                            /** Format: date-time */
                            requestedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        days: {
                            clearingOn: string;
                            payments: number;
                            reversals: number;
                            netFen: number;
                            commissionFen: number;
                            fileTotalFen: number | null;
                        }[];
                        bad: {
                            on: string;
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    patchStaffPartnersCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    nameZh?: string;
                    nameEn?: string;
                    channels?: ("bank-counter" | "bank-kiosk" | "mobile-bank" | "financial-terminal" | "agent" | "postal" | "wechat-bill")[];
                    cutOff?: string;
                    units?: {
                        /** @enum {string} */
                        request: "yuan" | "fen";
                        /** @enum {string} */
                        reply: "yuan" | "fen";
                        /** @enum {string} */
                        file: "yuan" | "fen";
                    };
                    perPaymentFen?: number | null;
                    perDayFen?: number | null;
                    inquiriesPerMinute?: number;
                    addresses?: string[];
                    commissionPpm?: number;
                    settings?: {
                        mchId?: string;
                        companyId?: string;
                    };
                    /** @enum {string} */
                    status?: "active" | "suspended";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partner: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                            units: {
                                request: string;
                                reply: string;
                                file: string;
                            };
                            perPaymentFen: number | null;
                            perDayFen: number | null;
                            inquiriesPerMinute: number;
                            addresses: string[];
                            commissionPpm: number;
                            settings: {
                                mchId?: string;
                                companyId?: string;
                            };
                        };
                        keys: {
                            keyId: string;
                            algorithm: string;
                            fingerprint: string | null;
                            /** Format: date-time */
                            validFrom: string;
                            validUntil: string | null;
                            createdBy: string;
                            lastUsedAt: string | null;
                        }[];
                        terminals: {
                            terminalNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            marked: boolean;
                            active: boolean;
                        }[];
                        topUps: {
                            id: number;
                            amountFen: number;
                            bankReference: string;
                            status: string;
                            requestedBy: string;
                            /** Format: date-time */
                            requestedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        days: {
                            clearingOn: string;
                            payments: number;
                            reversals: number;
                            netFen: number;
                            commissionFen: number;
                            fileTotalFen: number | null;
                        }[];
                        bad: {
                            on: string;
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffPartnersCodeDayFilesDate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartnersCodeKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    keyId: string;
                    publicKey?: string;
                    /** Format: date-time */
                    validFrom?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keyId: string;
                        algorithm: string;
                        secret: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartnersCodeKeysKeyIdEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                keyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    at?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partner: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                            units: {
                                request: string;
                                reply: string;
                                file: string;
                            };
                            perPaymentFen: number | null;
                            perDayFen: number | null;
                            inquiriesPerMinute: number;
                            addresses: string[];
                            commissionPpm: number;
                            settings: {
                                mchId?: string;
                                companyId?: string;
                            };
                        };
                        keys: {
                            keyId: string;
                            algorithm: string;
                            fingerprint: string | null;
                            /** Format: date-time */
                            validFrom: string;
                            validUntil: string | null;
                            createdBy: string;
                            lastUsedAt: string | null;
                        }[];
                        terminals: {
                            terminalNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            marked: boolean;
                            active: boolean;
                        }[];
                        topUps: {
                            id: number;
                            amountFen: number;
                            bankReference: string;
                            status: string;
                            requestedBy: string;
                            /** Format: date-time */
                            requestedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        days: {
                            clearingOn: string;
                            payments: number;
                            reversals: number;
                            netFen: number;
                            commissionFen: number;
                            fileTotalFen: number | null;
                        }[];
                        bad: {
                            on: string;
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartnersCodeTerminals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    terminalNo: string;
                    /** @enum {string} */
                    channel: "bank-counter" | "bank-kiosk" | "mobile-bank" | "financial-terminal" | "agent" | "postal" | "wechat-bill";
                    name: string;
                    address: string;
                    hours?: string;
                    marked: boolean;
                    active: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        partner: {
                            code: string;
                            nameZh: string;
                            nameEn: string;
                            form: string;
                            channels: string[];
                            status: string;
                            prefunded: boolean;
                            balanceFen: number | null;
                            cutOff: string;
                            clearingOn: string;
                            payments: number;
                            paidFen: number;
                            badMessages: number;
                            topUpsWaiting: number;
                            topUpsWaitingFen: number;
                            lastSeenAt: string | null;
                            units: {
                                request: string;
                                reply: string;
                                file: string;
                            };
                            perPaymentFen: number | null;
                            perDayFen: number | null;
                            inquiriesPerMinute: number;
                            addresses: string[];
                            commissionPpm: number;
                            settings: {
                                mchId?: string;
                                companyId?: string;
                            };
                        };
                        keys: {
                            keyId: string;
                            algorithm: string;
                            fingerprint: string | null;
                            /** Format: date-time */
                            validFrom: string;
                            validUntil: string | null;
                            createdBy: string;
                            lastUsedAt: string | null;
                        }[];
                        terminals: {
                            terminalNo: string;
                            channel: string;
                            name: string;
                            address: string;
                            hours: string;
                            marked: boolean;
                            active: boolean;
                        }[];
                        topUps: {
                            id: number;
                            amountFen: number;
                            bankReference: string;
                            status: string;
                            requestedBy: string;
                            /** Format: date-time */
                            requestedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                        days: {
                            clearingOn: string;
                            payments: number;
                            reversals: number;
                            netFen: number;
                            commissionFen: number;
                            fileTotalFen: number | null;
                        }[];
                        bad: {
                            on: string;
                            reason: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPartnersCodeTopUps: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amountFen: number;
                    bankReference: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        topUpId: number;
                        status: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffPayments: {
        parameters: {
            query?: {
                query?: string;
                status?: "created" | "pending" | "settled" | "closed" | "failed";
                channel?: string;
                from?: string;
                to?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payments: {
                            paymentNo: string;
                            channel: string;
                            gateway: string;
                            product: string;
                            amountFen: number;
                            status: string;
                            description: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            settledAt: string | null;
                            failureReason: string | null;
                            accountNos: string[];
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffPaymentsPaymentNo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payment: {
                            paymentNo: string;
                            channel: string;
                            gateway: string;
                            product: string;
                            amountFen: number;
                            status: string;
                            description: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            settledAt: string | null;
                            failureReason: string | null;
                            accountNos: string[];
                        };
                        items: {
                            payableId: number;
                            kind: string;
                            accountNo: string;
                            amountFen: number;
                            payableFen: number;
                            paidFen: number;
                            status: string;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            kind: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        inbox: {
                            id: number;
                            source: string;
                            eventId: string;
                            kind: string;
                            headers: {
                                [key: string]: string;
                            };
                            body: string;
                            parsed: {
                                [key: string]: unknown;
                            };
                            receivedAt: string;
                            status: string;
                            handledAt: string | null;
                            result: string | null;
                            repeats: number;
                        }[];
                        collections: {
                            tradeNo: string;
                            source: string;
                            orderNo: string;
                            amountFen: number;
                            refundedFen: number;
                            /** Format: date-time */
                            paidAt: string;
                            origin: string;
                            /** Format: date-time */
                            createdAt: string;
                            receiptNo: string | null;
                            allocations: {
                                payableId: number | null;
                                accountNo: string | null;
                                accountCode: string;
                                amountFen: number;
                                takenBackFen: number;
                            }[];
                        }[];
                        postings: {
                            kind: string;
                            reference: string;
                            businessDate: string;
                            /** Format: date-time */
                            postedAt: string;
                            postings: {
                                accountCode: string;
                                accountNo: string | null;
                                amountFen: number;
                            }[];
                        }[];
                        refunds: {
                            refundNo: string;
                            paymentNo: string | null;
                            orderNo: string;
                            gateway: string;
                            amountFen: number;
                            totalFen: number;
                            status: string;
                            way: string;
                            reason: string;
                            requestedBy: string;
                            approvedBy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                            channelRefundNo: string | null;
                            failureReason: string | null;
                        }[];
                        oddPayments: {
                            id: number;
                            kind: string;
                            paymentNo: string | null;
                            amountFen: number;
                            detail: {
                                [key: string]: unknown;
                            };
                            status: string;
                            /** Format: date-time */
                            createdAt: string;
                            resolution: string | null;
                            resolvedBy: string | null;
                            resolvedAt: string | null;
                            note: string | null;
                            actions: ("credit" | "refund" | "link" | "dismiss")[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPaymentsPaymentNoQuery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payment: {
                            paymentNo: string;
                            channel: string;
                            gateway: string;
                            product: string;
                            amountFen: number;
                            status: string;
                            description: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            expiresAt: string;
                            settledAt: string | null;
                            failureReason: string | null;
                            accountNos: string[];
                        };
                        items: {
                            payableId: number;
                            kind: string;
                            accountNo: string;
                            amountFen: number;
                            payableFen: number;
                            paidFen: number;
                            status: string;
                        }[];
                        events: {
                            /** Format: date-time */
                            at: string;
                            kind: string;
                            detail: {
                                [key: string]: unknown;
                            };
                        }[];
                        inbox: {
                            id: number;
                            source: string;
                            eventId: string;
                            kind: string;
                            headers: {
                                [key: string]: string;
                            };
                            body: string;
                            parsed: {
                                [key: string]: unknown;
                            };
                            receivedAt: string;
                            status: string;
                            handledAt: string | null;
                            result: string | null;
                            repeats: number;
                        }[];
                        collections: {
                            tradeNo: string;
                            source: string;
                            orderNo: string;
                            amountFen: number;
                            refundedFen: number;
                            /** Format: date-time */
                            paidAt: string;
                            origin: string;
                            /** Format: date-time */
                            createdAt: string;
                            receiptNo: string | null;
                            allocations: {
                                payableId: number | null;
                                accountNo: string | null;
                                accountCode: string;
                                amountFen: number;
                                takenBackFen: number;
                            }[];
                        }[];
                        postings: {
                            kind: string;
                            reference: string;
                            businessDate: string;
                            /** Format: date-time */
                            postedAt: string;
                            postings: {
                                accountCode: string;
                                accountNo: string | null;
                                amountFen: number;
                            }[];
                        }[];
                        refunds: {
                            refundNo: string;
                            paymentNo: string | null;
                            orderNo: string;
                            gateway: string;
                            amountFen: number;
                            totalFen: number;
                            status: string;
                            way: string;
                            reason: string;
                            requestedBy: string;
                            approvedBy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                            channelRefundNo: string | null;
                            failureReason: string | null;
                        }[];
                        oddPayments: {
                            id: number;
                            kind: string;
                            paymentNo: string | null;
                            amountFen: number;
                            detail: {
                                [key: string]: unknown;
                            };
                            status: string;
                            /** Format: date-time */
                            createdAt: string;
                            resolution: string | null;
                            resolvedBy: string | null;
                            resolvedAt: string | null;
                            note: string | null;
                            actions: ("credit" | "refund" | "link" | "dismiss")[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffPaymentsPaymentNoRefunds: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                paymentNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amountFen: number;
                    reason: string;
                    tradeNo?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refundNo: string;
                        paymentNo: string | null;
                        orderNo: string;
                        gateway: string;
                        amountFen: number;
                        totalFen: number;
                        status: string;
                        way: string;
                        reason: string;
                        requestedBy: string;
                        approvedBy: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        channelRefundNo: string | null;
                        failureReason: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffReadings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    readings: {
                        meterAssetNo: string;
                        on: string;
                        /** @description kWh, at most two decimals */
                        total: string;
                        peak?: string;
                        valley?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @enum {string} */
                        kind: "accounts" | "meters" | "readings";
                        sourceName: string;
                        sha256: string;
                        importedBy: string;
                        createdAt: string;
                        accepted: number;
                        unchanged: number;
                        rejected: number;
                        errors: {
                            line: number;
                            field: string;
                            rule: string;
                            messageZh: string;
                            messageEn: string;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationCalendar: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: string;
                        to: string;
                        sources: {
                            source: string;
                            nameZh: string;
                            nameEn: string;
                            parts: {
                                code: string;
                                fetched: boolean;
                            }[];
                            group: {
                                code: string;
                                nameZh: string;
                                nameEn: string;
                            } | null;
                        }[];
                        days: {
                            source: string;
                            day: string;
                            /** @enum {string} */
                            status: "waiting" | "running" | "matched" | "differences" | "refused" | "no-file" | "failed";
                            stage: string | null;
                            progressDone: number;
                            progressTotal: number;
                            oursCount: number;
                            oursFen: number;
                            theirsCount: number;
                            theirsFen: number;
                            matchedCount: number;
                            matchedFen: number;
                            ledgerFen: number;
                            settledFen: number | null;
                            feeFen: number | null;
                            postedCount: number;
                            attempts: number;
                            openDifferences: number;
                            nextTryAt: string | null;
                            problem: {
                                reason: string;
                                part?: string;
                                line?: number | null;
                                detail?: string;
                            } | null;
                            startedAt: string | null;
                            finishedAt: string | null;
                        }[];
                        channels: {
                            day: string;
                            channel: string;
                            /** @enum {string} */
                            status: "waiting" | "running" | "matched" | "differences" | "refused" | "no-file" | "failed";
                            sources: number;
                            oursCount: number;
                            oursFen: number;
                            theirsCount: number;
                            theirsFen: number;
                            matchedCount: number;
                            openDifferences: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationDay: {
        parameters: {
            query: {
                source: string;
                day: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        day: {
                            source: string;
                            day: string;
                            /** @enum {string} */
                            status: "waiting" | "running" | "matched" | "differences" | "refused" | "no-file" | "failed";
                            stage: string | null;
                            progressDone: number;
                            progressTotal: number;
                            oursCount: number;
                            oursFen: number;
                            theirsCount: number;
                            theirsFen: number;
                            matchedCount: number;
                            matchedFen: number;
                            ledgerFen: number;
                            settledFen: number | null;
                            feeFen: number | null;
                            postedCount: number;
                            attempts: number;
                            openDifferences: number;
                            nextTryAt: string | null;
                            problem: {
                                reason: string;
                                part?: string;
                                line?: number | null;
                                detail?: string;
                            } | null;
                            startedAt: string | null;
                            finishedAt: string | null;
                        };
                        channels: {
                            channel: string;
                            oursCount: number;
                            oursFen: number;
                            theirsCount: number;
                            theirsFen: number;
                            matchedCount: number;
                            matchedFen: number;
                        }[];
                        files: {
                            id: number;
                            part: string;
                            sha256: string;
                            bytes: number;
                            status: string;
                            rowCount: number;
                            refusal: {
                                reason: string;
                                part?: string;
                                line?: number | null;
                                detail?: string;
                            } | null;
                            fetchedBy: string;
                            /** Format: date-time */
                            fetchedAt: string;
                        }[];
                        settlement: {
                            source: string;
                            day: string;
                            paidFen: number;
                            refundedFen: number;
                            feeFen: number;
                            netFen: number;
                            /** Format: date-time */
                            postedAt: string;
                            transactionId: number;
                        } | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationDifferences: {
        parameters: {
            query?: {
                status?: "waiting" | "open" | "proposed" | "resolved";
                class?: "missing-here" | "missing-there" | "amount" | "state" | "day-cut" | "duplicate";
                source?: string;
                day?: string;
                channel?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        differences: {
                            id: number;
                            source: string;
                            day: string;
                            /** @enum {string} */
                            kind: "payment" | "refund" | "message" | "total";
                            reference: string;
                            copy: number;
                            /** @enum {string} */
                            class: "missing-here" | "missing-there" | "amount" | "state" | "day-cut" | "duplicate";
                            channel: string;
                            oursFen: number | null;
                            theirsFen: number | null;
                            line: number | null;
                            paymentNo: string | null;
                            orderNo: string | null;
                            otherDay: string | null;
                            notPosted: string | null;
                            /** @enum {string} */
                            status: "open" | "proposed" | "resolved";
                            resolution: string | null;
                            reason: string | null;
                            proposedBy: string | null;
                            proposedAt: string | null;
                            decidedBy: string | null;
                            decidedAt: string | null;
                            /** Format: date-time */
                            foundAt: string;
                            actions: ("post" | "adjust" | "reverse" | "accept")[];
                        }[];
                        waiting: {
                            count: number;
                            amountFen: number;
                            oldestAt: string | null;
                        };
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffReconciliationDifferencesIdDecision: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        source: string;
                        day: string;
                        /** @enum {string} */
                        kind: "payment" | "refund" | "message" | "total";
                        reference: string;
                        copy: number;
                        /** @enum {string} */
                        class: "missing-here" | "missing-there" | "amount" | "state" | "day-cut" | "duplicate";
                        channel: string;
                        oursFen: number | null;
                        theirsFen: number | null;
                        line: number | null;
                        paymentNo: string | null;
                        orderNo: string | null;
                        otherDay: string | null;
                        notPosted: string | null;
                        /** @enum {string} */
                        status: "open" | "proposed" | "resolved";
                        resolution: string | null;
                        reason: string | null;
                        proposedBy: string | null;
                        proposedAt: string | null;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        /** Format: date-time */
                        foundAt: string;
                        actions: ("post" | "adjust" | "reverse" | "accept")[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffReconciliationDifferencesIdProposal: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "post" | "adjust" | "reverse" | "accept";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        source: string;
                        day: string;
                        /** @enum {string} */
                        kind: "payment" | "refund" | "message" | "total";
                        reference: string;
                        copy: number;
                        /** @enum {string} */
                        class: "missing-here" | "missing-there" | "amount" | "state" | "day-cut" | "duplicate";
                        channel: string;
                        oursFen: number | null;
                        theirsFen: number | null;
                        line: number | null;
                        paymentNo: string | null;
                        orderNo: string | null;
                        otherDay: string | null;
                        notPosted: string | null;
                        /** @enum {string} */
                        status: "open" | "proposed" | "resolved";
                        resolution: string | null;
                        reason: string | null;
                        proposedBy: string | null;
                        proposedAt: string | null;
                        decidedBy: string | null;
                        decidedAt: string | null;
                        /** Format: date-time */
                        foundAt: string;
                        actions: ("post" | "adjust" | "reverse" | "accept")[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffReconciliationFiles: {
        parameters: {
            query: {
                source: string;
                day: string;
                part?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: string;
                        day: string;
                        /** @enum {string} */
                        status: "waiting" | "running" | "matched" | "differences" | "refused" | "no-file" | "failed";
                        stage: string | null;
                        progressDone: number;
                        progressTotal: number;
                        oursCount: number;
                        oursFen: number;
                        theirsCount: number;
                        theirsFen: number;
                        matchedCount: number;
                        matchedFen: number;
                        ledgerFen: number;
                        settledFen: number | null;
                        feeFen: number | null;
                        postedCount: number;
                        attempts: number;
                        openDifferences: number;
                        nextTryAt: string | null;
                        problem: {
                            reason: string;
                            part?: string;
                            line?: number | null;
                            detail?: string;
                        } | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationFilesFileId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                fileId: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffReconciliationRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    source: string;
                    /** Format: date */
                    day: string;
                };
            };
        };
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        source: string;
                        day: string;
                        /** @enum {string} */
                        status: "waiting" | "running" | "matched" | "differences" | "refused" | "no-file" | "failed";
                        stage: string | null;
                        progressDone: number;
                        progressTotal: number;
                        oursCount: number;
                        oursFen: number;
                        theirsCount: number;
                        theirsFen: number;
                        matchedCount: number;
                        matchedFen: number;
                        ledgerFen: number;
                        settledFen: number | null;
                        feeFen: number | null;
                        postedCount: number;
                        attempts: number;
                        openDifferences: number;
                        nextTryAt: string | null;
                        problem: {
                            reason: string;
                            part?: string;
                            line?: number | null;
                            detail?: string;
                        } | null;
                        startedAt: string | null;
                        finishedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationSettlements: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settlements: {
                            source: string;
                            day: string;
                            paidFen: number;
                            refundedFen: number;
                            feeFen: number;
                            netFen: number;
                            /** Format: date-time */
                            postedAt: string;
                            transactionId: number;
                        }[];
                        totals: {
                            paidFen: number;
                            refundedFen: number;
                            feeFen: number;
                            netFen: number;
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffReconciliationShares: {
        parameters: {
            query: {
                from: string;
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        shares: {
                            week: string;
                            channel: string;
                            count: number;
                            amountFen: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffRefunds: {
        parameters: {
            query?: {
                status?: "awaiting-approval" | "pending" | "succeeded" | "failed" | "rejected";
                way?: "gateway" | "payout" | "reversal";
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refunds: {
                            refundNo: string;
                            paymentNo: string | null;
                            orderNo: string;
                            gateway: string;
                            amountFen: number;
                            totalFen: number;
                            status: string;
                            way: string;
                            reason: string;
                            requestedBy: string;
                            approvedBy: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            finishedAt: string | null;
                            channelRefundNo: string | null;
                            failureReason: string | null;
                        }[];
                        page: number;
                        hasMore: boolean;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffRefundsRefundNoApproval: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                refundNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approve: boolean;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refundNo: string;
                        paymentNo: string | null;
                        orderNo: string;
                        gateway: string;
                        amountFen: number;
                        totalFen: number;
                        status: string;
                        way: string;
                        reason: string;
                        requestedBy: string;
                        approvedBy: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        channelRefundNo: string | null;
                        failureReason: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffRefundsRefundNoPayout: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                refundNo: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bankReference: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        refundNo: string;
                        paymentNo: string | null;
                        orderNo: string;
                        gateway: string;
                        amountFen: number;
                        totalFen: number;
                        status: string;
                        way: string;
                        reason: string;
                        requestedBy: string;
                        approvedBy: string | null;
                        /** Format: date-time */
                        createdAt: string;
                        finishedAt: string | null;
                        channelRefundNo: string | null;
                        failureReason: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    password: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        staff: {
                            username: string;
                            displayName: string;
                            roles: ("clerk" | "finance" | "supervisor" | "administrator" | "auditor")[];
                        };
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    deleteStaffSessionsCurrent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settings: {
                            /** @enum {string} */
                            name: "utilityName" | "sealPurpose" | "refundApprovalAboveFen" | "prepaymentMinFen" | "prepaymentMaxFen" | "paymentExpiryMinutes" | "quietHours" | "messagesPerDay";
                            value: number | string | {
                                zh: string;
                                en: string;
                            };
                            since: string | null;
                        }[];
                        history: {
                            id: number;
                            /** @enum {string} */
                            name: "utilityName" | "sealPurpose" | "refundApprovalAboveFen" | "prepaymentMinFen" | "prepaymentMaxFen" | "paymentExpiryMinutes" | "quietHours" | "messagesPerDay";
                            value: number | string | {
                                zh: string;
                                en: string;
                            };
                            validFrom: string;
                            setBy: string;
                            setAt: string;
                            reason: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffSettings: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    name: "utilityName";
                    value: {
                        zh: string;
                        en: string;
                    };
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "sealPurpose";
                    value: string;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "refundApprovalAboveFen";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "prepaymentMinFen";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "prepaymentMaxFen";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "paymentExpiryMinutes";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "quietHours";
                    value: string;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                } | {
                    /** @constant */
                    name: "messagesPerDay";
                    value: number;
                    /** Format: date */
                    validFrom?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        settings: {
                            /** @enum {string} */
                            name: "utilityName" | "sealPurpose" | "refundApprovalAboveFen" | "prepaymentMinFen" | "prepaymentMaxFen" | "paymentExpiryMinutes" | "quietHours" | "messagesPerDay";
                            value: number | string | {
                                zh: string;
                                en: string;
                            };
                            since: string | null;
                        }[];
                        history: {
                            id: number;
                            /** @enum {string} */
                            name: "utilityName" | "sealPurpose" | "refundApprovalAboveFen" | "prepaymentMinFen" | "prepaymentMaxFen" | "paymentExpiryMinutes" | "quietHours" | "messagesPerDay";
                            value: number | string | {
                                zh: string;
                                en: string;
                            };
                            validFrom: string;
                            setBy: string;
                            setAt: string;
                            reason: string;
                            /** @enum {string} */
                            state: "scheduled" | "in-force" | "past";
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffSmsMessages: {
        parameters: {
            query?: {
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        messages: {
                            id: number;
                            phoneMasked: string;
                            command: string | null;
                            result: string | null;
                            /** Format: date-time */
                            sentAt: string;
                            /** Format: date-time */
                            receivedAt: string;
                            handledAt: string | null;
                            repeats: number;
                        }[];
                        page: number;
                        hasMore: boolean;
                        today: {
                            command: string;
                            result: string;
                            count: number;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffSpecialNeedsIdEnd: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffSupplyCommands: {
        parameters: {
            query?: {
                show?: "open" | "field" | "late" | "all";
                accountNo?: string;
                page?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        total: number;
                        late: number;
                        soon: number;
                        oldestAt: string | null;
                        commands: {
                            commandNo: string;
                            accountNo: string;
                            /** @enum {string} */
                            action: "disconnect" | "connect";
                            /** @enum {string} */
                            status: "waiting" | "unknown" | "accepted" | "done" | "failed" | "refused" | "cancelled";
                            code: string | null;
                            reason: string;
                            orderedBy: string;
                            issuedAt: string;
                            dueAt: string | null;
                            endedAt: string | null;
                            attempts: number;
                            /** @enum {string} */
                            supply: "connected" | "suspended" | "unknown";
                            fieldOrder: {
                                orderNo: string;
                                status: string;
                                reason: string;
                                endedBy: string | null;
                                note: string | null;
                            } | null;
                            events: {
                                at: string;
                                kind: string;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    putStaffTariffDraftsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    effectiveFrom: string;
                    source: string;
                    /** @default null */
                    note?: string | null;
                    rules: {
                        tierYearStartMonth: number;
                        flatYuan: string;
                        tiers: {
                            limitsKwhPerYear: number[];
                            addYuan: string[];
                        } | null;
                        timeOfUse: {
                            seasons: {
                                nameZh: string;
                                nameEn: string;
                                months: number[];
                                peakHours: [
                                    number,
                                    number
                                ][];
                                peakYuan: string;
                                valleyYuan: string;
                            }[];
                        } | null;
                        largeHousehold: {
                            minPeople: number;
                            limitsKwhPerYear: number[];
                            renewYears: number | null;
                        } | null;
                        lowIncome: {
                            freeKwhPerMonth: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        category: string;
                        effectiveFrom: string;
                        source: string;
                        note: string | null;
                        rules: {
                            tierYearStartMonth: number;
                            flatYuan: string;
                            tiers: {
                                limitsKwhPerYear: number[];
                                addYuan: string[];
                            } | null;
                            timeOfUse: {
                                seasons: {
                                    nameZh: string;
                                    nameEn: string;
                                    months: number[];
                                    peakHours: number[][];
                                    peakYuan: string;
                                    valleyYuan: string;
                                }[];
                            } | null;
                            largeHousehold: {
                                minPeople: number;
                                limitsKwhPerYear: number[];
                                renewYears: number | null;
                            } | null;
                            lowIncome: {
                                freeKwhPerMonth: number;
                            } | null;
                        };
                        /** @enum {string} */
                        status: "draft" | "approved" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        changedAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffTariffDraftsIdApproval: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        category: string;
                        effectiveFrom: string;
                        source: string;
                        note: string | null;
                        rules: {
                            tierYearStartMonth: number;
                            flatYuan: string;
                            tiers: {
                                limitsKwhPerYear: number[];
                                addYuan: string[];
                            } | null;
                            timeOfUse: {
                                seasons: {
                                    nameZh: string;
                                    nameEn: string;
                                    months: number[];
                                    peakHours: number[][];
                                    peakYuan: string;
                                    valleyYuan: string;
                                }[];
                            } | null;
                            largeHousehold: {
                                minPeople: number;
                                limitsKwhPerYear: number[];
                                renewYears: number | null;
                            } | null;
                            lowIncome: {
                                freeKwhPerMonth: number;
                            } | null;
                        };
                        /** @enum {string} */
                        status: "draft" | "approved" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        changedAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffTariffDraftsIdDiscard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        category: string;
                        effectiveFrom: string;
                        source: string;
                        note: string | null;
                        rules: {
                            tierYearStartMonth: number;
                            flatYuan: string;
                            tiers: {
                                limitsKwhPerYear: number[];
                                addYuan: string[];
                            } | null;
                            timeOfUse: {
                                seasons: {
                                    nameZh: string;
                                    nameEn: string;
                                    months: number[];
                                    peakHours: number[][];
                                    peakYuan: string;
                                    valleyYuan: string;
                                }[];
                            } | null;
                            largeHousehold: {
                                minPeople: number;
                                limitsKwhPerYear: number[];
                                renewYears: number | null;
                            } | null;
                            lowIncome: {
                                freeKwhPerMonth: number;
                            } | null;
                        };
                        /** @enum {string} */
                        status: "draft" | "approved" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        changedAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffTariffTrials: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    regionCode: string;
                    /** @enum {string} */
                    category: "residential" | "commercial";
                    /** @example 2026-10 */
                    month?: string;
                    rules: {
                        tierYearStartMonth: number;
                        flatYuan: string;
                        tiers: {
                            limitsKwhPerYear: number[];
                            addYuan: string[];
                        } | null;
                        timeOfUse: {
                            seasons: {
                                nameZh: string;
                                nameEn: string;
                                months: number[];
                                peakHours: [
                                    number,
                                    number
                                ][];
                                peakYuan: string;
                                valleyYuan: string;
                            }[];
                        } | null;
                        largeHousehold: {
                            minPeople: number;
                            limitsKwhPerYear: number[];
                            renewYears: number | null;
                        } | null;
                        lowIncome: {
                            freeKwhPerMonth: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        month: string;
                        bills: number;
                        notRated: number;
                        beforeFen: number;
                        afterFen: number;
                        dearer: number;
                        cheaper: number;
                        spread: {
                            fromFen: number | null;
                            toFen: number | null;
                            count: number;
                        }[];
                        mostDearer: {
                            accountNo: string;
                            beforeFen: number;
                            afterFen: number;
                        }[];
                        mostCheaper: {
                            accountNo: string;
                            beforeFen: number;
                            afterFen: number;
                        }[];
                        examples: {
                            kwh: number;
                            flatBeforeFen: number | null;
                            flatAfterFen: number | null;
                            timeOfUseBeforeFen: number | null;
                            timeOfUseAfterFen: number | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getStaffTariffs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tariffs: {
                            regionCode: string;
                            category: string;
                            nameZh: string;
                            nameEn: string;
                            versions: {
                                id: number;
                                from: string;
                                to: string | null;
                                source: string;
                                note: string | null;
                                rules: {
                                    tierYearStartMonth: number;
                                    flatYuan: string;
                                    tiers: {
                                        limitsKwhPerYear: number[];
                                        addYuan: string[];
                                    } | null;
                                    timeOfUse: {
                                        seasons: {
                                            nameZh: string;
                                            nameEn: string;
                                            months: number[];
                                            peakHours: number[][];
                                            peakYuan: string;
                                            valleyYuan: string;
                                        }[];
                                    } | null;
                                    largeHousehold: {
                                        minPeople: number;
                                        limitsKwhPerYear: number[];
                                        renewYears: number | null;
                                    } | null;
                                    lowIncome: {
                                        freeKwhPerMonth: number;
                                    } | null;
                                };
                            }[];
                        }[];
                        drafts: {
                            id: number;
                            regionCode: string;
                            category: string;
                            effectiveFrom: string;
                            source: string;
                            note: string | null;
                            rules: {
                                tierYearStartMonth: number;
                                flatYuan: string;
                                tiers: {
                                    limitsKwhPerYear: number[];
                                    addYuan: string[];
                                } | null;
                                timeOfUse: {
                                    seasons: {
                                        nameZh: string;
                                        nameEn: string;
                                        months: number[];
                                        peakHours: number[][];
                                        peakYuan: string;
                                        valleyYuan: string;
                                    }[];
                                } | null;
                                largeHousehold: {
                                    minPeople: number;
                                    limitsKwhPerYear: number[];
                                    renewYears: number | null;
                                } | null;
                                lowIncome: {
                                    freeKwhPerMonth: number;
                                } | null;
                            };
                            /** @enum {string} */
                            status: "draft" | "approved" | "discarded";
                            createdBy: string;
                            createdAt: string;
                            changedAt: string;
                            decidedBy: string | null;
                            decidedAt: string | null;
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postStaffTariffsRegionCodeCategoryDrafts: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                regionCode: string;
                category: "residential" | "commercial";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date */
                    effectiveFrom: string;
                    source: string;
                    /** @default null */
                    note?: string | null;
                    rules: {
                        tierYearStartMonth: number;
                        flatYuan: string;
                        tiers: {
                            limitsKwhPerYear: number[];
                            addYuan: string[];
                        } | null;
                        timeOfUse: {
                            seasons: {
                                nameZh: string;
                                nameEn: string;
                                months: number[];
                                peakHours: [
                                    number,
                                    number
                                ][];
                                peakYuan: string;
                                valleyYuan: string;
                            }[];
                        } | null;
                        largeHousehold: {
                            minPeople: number;
                            limitsKwhPerYear: number[];
                            renewYears: number | null;
                        } | null;
                        lowIncome: {
                            freeKwhPerMonth: number;
                        } | null;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        regionCode: string;
                        category: string;
                        effectiveFrom: string;
                        source: string;
                        note: string | null;
                        rules: {
                            tierYearStartMonth: number;
                            flatYuan: string;
                            tiers: {
                                limitsKwhPerYear: number[];
                                addYuan: string[];
                            } | null;
                            timeOfUse: {
                                seasons: {
                                    nameZh: string;
                                    nameEn: string;
                                    months: number[];
                                    peakHours: number[][];
                                    peakYuan: string;
                                    valleyYuan: string;
                                }[];
                            } | null;
                            largeHousehold: {
                                minPeople: number;
                                limitsKwhPerYear: number[];
                                renewYears: number | null;
                            } | null;
                            lowIncome: {
                                freeKwhPerMonth: number;
                            } | null;
                        };
                        /** @enum {string} */
                        status: "draft" | "approved" | "discarded";
                        createdBy: string;
                        createdAt: string;
                        changedAt: string;
                        decidedBy: string | null;
                        decidedAt: string | null;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getTariffs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tariffs: {
                            regionCode: string;
                            category: string;
                            nameZh: string;
                            nameEn: string;
                            versions: {
                                effectiveFrom: string;
                                /** @description The last day */
                                effectiveTo: string | null;
                                source: string;
                                note: string | null;
                                tierYearStartMonth: number;
                                /** @description Yuan per kWh, such as "0.5469" */
                                flatYuan: string;
                                tiers: {
                                    tier: number;
                                    upToKwhPerYear: number | null;
                                    /** @description Yuan per kWh, such as "0.5469" */
                                    addYuan: string;
                                }[];
                                seasons: {
                                    nameZh: string;
                                    nameEn: string;
                                    months: number[];
                                    peakHours: number[][];
                                    /** @description Yuan per kWh, such as "0.5469" */
                                    peakYuan: string;
                                    /** @description Yuan per kWh, such as "0.5469" */
                                    valleyYuan: string;
                                }[];
                                largeHousehold: {
                                    minPeople: number;
                                    limitsKwhPerYear: number[];
                                    renewYears: number | null;
                                } | null;
                                /** @description For low-income households */
                                freeKwhPerMonth: number | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootHealthLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                        version: string;
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootHealthReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ready" | "not-ready";
                        missing: ("database-unreachable" | "migrations-missing" | "mode-differs" | "role-too-weak" | "role-too-strong")[];
                    };
                };
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyAlipay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyMessagesSms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyMessagesSmsTencentToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyMessagesVoice: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootNotifyMessagesWechatOa: {
        parameters: {
            query?: {
                signature?: string;
                timestamp?: string;
                nonce?: string;
                echostr?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyMessagesWechatOa: {
        parameters: {
            query?: {
                signature?: string;
                timestamp?: string;
                nonce?: string;
                echostr?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootNotifyMessagesWechatSubscribe: {
        parameters: {
            query?: {
                signature?: string;
                timestamp?: string;
                nonce?: string;
                echostr?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyMessagesWechatSubscribe: {
        parameters: {
            query?: {
                signature?: string;
                timestamp?: string;
                nonce?: string;
                echostr?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifySmsTencentToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifySupplyControl: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyWechatPayPayment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    postRootNotifyWechatPayRefund: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootO: {
        parameters: {
            query?: {
                lang?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootOOutageNo: {
        parameters: {
            query?: {
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootOOutageNoNotice: {
        parameters: {
            query: {
                building: number;
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootOOutageNoNoticePdf: {
        parameters: {
            query: {
                building: number;
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                outageNo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    getRootRCheckCode: {
        parameters: {
            query?: {
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                checkCode: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As described */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What is wrong */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
