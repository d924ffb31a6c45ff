import { Navigate } from 'react-router-dom';
import { firstPlace } from './places.ts';
import { useMe } from './session.tsx';

/** Opens where this member's work lies. */
export function Home() {
  return <Navigate to={firstPlace(useMe().roles)} replace />;
}
