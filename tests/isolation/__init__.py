"""What every Python of the tests is kept from: the policy that an administrator has put onto this machine."""
