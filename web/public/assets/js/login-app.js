// Kept because test suites find the prefix of the assets by this script. The app itself is dist/login.js.
