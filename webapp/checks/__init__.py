"""The lint behind `apostille check`: whether a campaign is whole, honest and well said."""
