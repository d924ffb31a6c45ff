import { Navigate } from 'react-router-dom';
import { placesOf } from './places.ts';
import { useMe } from './session.tsx';

/** Opens where this member's work lies. */
export function Home() {
  return <Navigate to={placesOf(useMe().roles)[0]?.to ?? '/accounts'} replace />;
}
