// Loaded into a server before its own code: while the file named by FAILING_DISK is there, nothing reaches the disk.
const fs = require('node:fs');

const { fdatasyncSync } = fs;

fs.fdatasyncSync = (descriptor) => {
  if (fs.existsSync(process.env.FAILING_DISK)) {
    throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  }
  fdatasyncSync(descriptor);
};
