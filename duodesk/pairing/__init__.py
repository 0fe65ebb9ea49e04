"""From waiting to signed: who fits whom and why, proposals, answers, the start and end of a duo."""
