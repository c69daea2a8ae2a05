"""What is handed out: a deck of slides, its appendix, a page on paper, from frozen tables."""
