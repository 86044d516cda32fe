/**
 * A certificate for localhost that nobody trusts, valid for a hundred years:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1
 */
export const SELF_SIGNED = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQga0GzBJLVFfqQN8oL
RLD4sFXC1nxKi36iK1Vb519iFSmhRANCAASpEmO4h1ArhkBsAX41BM4JFj7m9n1E
szC1g2+wwrtBJxIVh3leQRli5Ga1/RFz3bEy/IsW8xBqWqvbrZyN309t
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUG0UQPflXftfumRxL8V4LicBdlAkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDAyMzA0NloYDzIxMjYxMDMx
MDIzMDQ2WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASpEmO4h1ArhkBsAX41BM4JFj7m9n1EszC1g2+wwrtBJxIVh3leQRli
5Ga1/RFz3bEy/IsW8xBqWqvbrZyN309to28wbTAdBgNVHQ4EFgQUa31UiIKyTTS3
BZ0umTLWCE/5rUswHwYDVR0jBBgwFoAUa31UiIKyTTS3BZ0umTLWCE/5rUswDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgMMEpLpRVaY5HCp+hZlT2ksUx97g2Rw75YyYLiRjMn68CIQDy
4HhxXjRJQI4QnrPtTsjmIm5T+GGaOki56E2lklgr6A==
-----END CERTIFICATE-----`,
};
