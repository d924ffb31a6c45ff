import { configure } from '@testing-library/react';

// Test runs share their machine; a second is not always enough for a page to come up.
configure({ asyncUtilTimeout: 10_000 });
