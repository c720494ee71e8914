"""What a campaign day needs: the service simulated, from times measured on the real one."""
