// Read where an installation makes its database.
process.env['TEST_DATABASE'] = 'postgres';
