-- Which code a request for one brought: the same request again is answered the same, and the code is kept nowhere but as a hash.
CREATE TABLE kiosk_enrolments (
  request_mark bytea PRIMARY KEY,
  device_no text NOT NULL REFERENCES kiosk_devices (device_no) ON UPDATE CASCADE ON DELETE RESTRICT,
  until timestamptz(3) NOT NULL
);
CREATE INDEX kiosk_enrolments_device_no_idx ON kiosk_enrolments (device_no);
